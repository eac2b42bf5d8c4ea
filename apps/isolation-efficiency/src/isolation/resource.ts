import type { ReportCell, ReportSection, ReportTable, Results } from "@crosstalk/experiment";
import { dualXeon2003, type OperationClass } from "@crosstalk/hardware";
import { baselines, ENTITLEMENT, type ResourceEvidence } from "@crosstalk/resource-isolation";
import { constantsTable, provenanceOf } from "../cost-tables.ts";
import { CONSTANTS, countText, LEAST_SHARE } from "../text.ts";
import { bySeeds, type IsolationRun, isolationRuns, replayCommands, type SeedRow, sectionOf } from "./runs.ts";
import { victimTimeTable } from "./victim-time.ts";

/** Where the section is, on the page, that tells what the processor's operations take. */
const PRICES = "prices";

type ResourceRun = IsolationRun<ResourceEvidence>;

const right = (title: string, about: string) => ({ title, align: "right" as const, about });

/** How numbers of resource isolation are made, for all platforms. */
export const resourceWords: readonly string[] = [
  `Resource isolation is the mean over seeds of the mean over antagonists of (1 − failed) × min(1, time alone ÷ ${ENTITLEMENT} ÷ time beside): on the half of the processor to which it is entitled, the victim would take twice as long as alone; failed is the share of its work that failed. A victim that has not ended when the run is over counts as if it ended then. More than its half counts for nothing: where the other got far less than the victim, the number is 1 all the same.`,
  "A victim’s time is the sum of the processor’s accounts meanwhile, its own and those of others for whom it waits. An account’s time is how often the processor did each operation times what one takes on it. “work” counts nanoseconds of plain instructions: a program’s as recorded, a kernel’s and a hypervisor’s by the constants of their cost tables, which are at the end of the page. Where a stretch of work is cut short, its operations count by the part done, while accounts are booked one after the other: for a victim that did not end the two agree in sum, and not one by one. A kernel counts calls and faults as it plans a stretch of work, so those planned together with the victim’s beginning are missing from its counts, and not from the operations.",
];

/** How a platform's resource isolation comes about: what the victim got done in which time, and where the time went. */
export function resourceSection(
  results: Results,
  platform: string,
  number: string,
  tables: readonly string[],
): ReportSection | undefined {
  const runs = isolationRuns<ResourceEvidence>(results, "resource", platform).filter(({ evidence }) => evidence !== undefined);
  const judged = runs.filter(({ values }) => values.resource !== undefined);
  const [first] = judged;
  if (first === undefined) return undefined;
  const ofSeed = runs.filter(({ seed }) => seed === first.seed);
  return {
    heading: `${platform}: resource isolation ${number}, followed to times, counts and costs`,
    id: sectionOf("resource", platform),
    folded: true,
    paragraphs: [`Cost tables of its kernels and hypervisors: ${tables.join(", ")}.`],
    tables: [isolationTable(runs, judged), victimTimeTable(runs), countsTable(ofSeed), operationsTable(ofSeed)],
    commands: replayCommands(
      platform,
      [...new Set(judged.map(({ scenario }) => scenario))].map((name) => [`resource-${baselines[name]}`, `resource-${name}`]),
      first.seed,
    ),
  };
}

/** The prices of all operations of which any run of resource isolation did some, with their sources. */
export function pricesSection({ runs }: Results): ReportSection {
  const evidence = runs.flatMap(({ levels, evidence: told }) =>
    levels.scenario?.startsWith("resource-") === true && told !== undefined ? [told as ResourceEvidence] : [],
  );
  const done = new Set(evidence.flatMap(({ operations }) => operations.map(({ operation }) => operation)));
  const constants = Object.entries(dualXeon2003.prices).filter(([operation]) => done.has(operation as OperationClass));
  return {
    heading: "Prices of the processor’s operations, with their sources",
    id: PRICES,
    folded: true,
    tables: [constantsTable({ name: dualXeon2003.name, constants: Object.fromEntries(constants) })],
  };
}

function outcomeText({ outcome, killed, wanted, refused }: ResourceEvidence): string {
  if (outcome === "killed") return `killed: ${killed} of its processes, for want of memory`;
  const entries = wanted === 0 ? "" : `; ${refused} of ${wanted} entries of a table refused`;
  return `${outcome === "ended" ? "ended" : "still at work at the end of the run"}${entries}`;
}

function isolationTable(runs: readonly ResourceRun[], judged: readonly ResourceRun[]): ReportTable {
  const rows = judged.flatMap(({ scenario, seed, values, evidence }): SeedRow[] => {
    const alone = runs.find((run) => run.scenario === baselines[scenario] && run.seed === seed);
    if (evidence === undefined || alone === undefined) return [];
    const cells = [alone.values.completion, values.completion].map((time) => time?.toFixed(6) ?? "-");
    const share = [values.failed, values.resource].map((value) => value?.toFixed(4) ?? "-");
    return [{ seed, about: [scenario], told: [...cells, ...share, outcomeText(evidence)] }];
  });
  return {
    caption: "the victim beside each antagonist",
    columns: [
      { title: "antagonist" },
      { title: "seed" },
      right("alone [s]", "the victim's time without an antagonist, under the same seed"),
      right("beside [s]", "its time beside the antagonist"),
      right("failed", "share of its work that failed"),
      right("isolation", "(1 − failed) × min(1, 2 × alone ÷ beside)"),
      { title: "how it went" },
    ],
    rows: bySeeds(rows),
  };
}

const scenarioColumns = (runs: readonly ResourceRun[]) =>
  runs.map(({ scenario }) => ({ title: scenario, align: "right" as const }));

function countsTable(runs: readonly ResourceRun[]): ReportTable {
  const names = [...new Set(runs.flatMap(({ evidence }) => Object.keys(evidence?.counts ?? {})))].toSorted();
  return {
    caption: `what the kernel that runs the victim (${runs[0]?.evidence?.kernel}) counted meanwhile, of all tenants that it has; seed ${runs[0]?.seed}`,
    columns: [{ title: "what" }, ...scenarioColumns(runs)],
    rows: names.map((name) => [name, ...runs.map(({ evidence }) => String(evidence?.counts[name] ?? 0))]),
  };
}

function operationsTable(runs: readonly ResourceRun[]): ReportTable {
  const sums = new Map<string, number>();
  for (const { evidence } of runs)
    for (const { account, operation, count } of evidence?.operations ?? []) {
      const key = JSON.stringify([account, operation]);
      sums.set(key, (sums.get(key) ?? 0) + count * dualXeon2003.prices[operation].value);
    }
  const total = [...sums.values()].reduce((sum, time) => sum + time, 0);
  const names = [...sums].filter(([, time]) => time >= LEAST_SHARE * total).sort((a, b) => b[1] - a[1]);
  const count = ({ evidence }: ResourceRun, account: string, operation: string): string => {
    const found = evidence?.operations.find((each) => each.account === account && each.operation === operation);
    return found === undefined ? "0" : countText(found.count);
  };
  return {
    caption: `operations that the processor did for the victim meanwhile; seed ${runs[0]?.seed}; those of less than ${100 * LEAST_SHARE} % of all its time are left out`,
    columns: [
      { title: "account" },
      { title: "operation" },
      { title: "price [ns]", align: "right" },
      { title: "price is" },
      ...scenarioColumns(runs),
    ],
    rows: names.map(([key]): ReportCell[] => {
      const [account, operation] = JSON.parse(key) as [string, OperationClass];
      const price = dualXeon2003.prices[operation];
      return [
        account,
        operation,
        String(Number(price.value.toPrecision(5))),
        operation === "work" && !account.startsWith("user")
          ? { text: "constants of handlers", to: CONSTANTS }
          : { text: provenanceOf(price), to: PRICES },
        ...runs.map((run) => count(run, account, operation)),
      ];
    }),
  };
}
