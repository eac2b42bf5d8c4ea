import { efficiencyScenarios } from "@crosstalk/efficiency";
import type { ReportSection, ReportTable, Results } from "@crosstalk/experiment";
import { constantsTable, costTables, provenanceOf } from "./cost-tables.ts";
import { type FollowedRun, followRun } from "./followed-run.ts";
import { CONSTANTS, countText, LEAST_SHARE } from "./text.ts";

/** Of each platform the first run of each program, followed to counts and costs. */
export function followedRuns({ experiment, runs }: Results): readonly FollowedRun[] {
  const scenarios = new Set(efficiencyScenarios.map(({ name }) => name));
  const seen = new Set<string>();
  return runs.flatMap(({ levels, seed }) => {
    const { platform, scenario } = levels as { readonly platform: string; readonly scenario: string };
    const name = `${platform} ${scenario}`;
    if (!scenarios.has(scenario) || seen.has(name)) return [];
    seen.add(name);
    return followRun(experiment, platform, scenario, seed) ?? [];
  });
}

/** Where the section is, on the page, that takes a run of a platform's apart. */
export function efficiencySectionOf(platform: string): string {
  return `efficiency-${platform}`;
}

/** How an efficiency is followed from the figure down to what was counted and what it costs. */
export function followSections(followed: readonly FollowedRun[]): readonly ReportSection[] {
  if (followed.length === 0) return [];
  return [
    {
      heading: "How to follow an efficiency",
      paragraphs: [
        "Each mark of the figure is a mean over replications of numbers that results.csv has for each run, with its seed and fingerprint. An efficiency is a native time divided by a time; the time is the sum of what the accounts of the processor say, as the bars above show it. An account's time is a sum of products: how often the processor did an operation, times what one takes on this processor. Below, the first run of each program on each platform is taken apart in this way, down to the constants and where they are from; with --seed, the runs of another seed are.",
        "Operations come in two ways: the program and its kernel cause them (so many system calls, faults and forks, each with so much work), and a hypervisor adds its own for those that it intercepts. “work” counts nanoseconds of plain instructions: the constant of the handler's table times how often it ran. How often is told by the other operations of the same account, and by the counts of the kernel.",
      ],
    },
    ...[...new Set(followed.map(({ platform }) => platform))].map((platform) =>
      platformSection(
        platform,
        followed.filter((run) => run.platform === platform),
      ),
    ),
  ];
}

/** All constants that costs are made of, with their sources. */
export function constantsSection(): ReportSection {
  return {
    heading: "Sourced constants of all cost tables",
    id: CONSTANTS,
    folded: true,
    paragraphs: [
      "quoted: seen in the source named. recalled: remembered, with a wide range. fitted: set so that the measurement named comes out; that measurement then proves nothing. The constants of kernels and hypervisors are nanoseconds on the reference host; which table a component uses is in run.json.",
    ],
    tables: costTables().map(constantsTable),
  };
}

function platformSection(platform: string, runs: readonly FollowedRun[]): ReportSection {
  const tables = [...new Set(runs.flatMap((run) => run.tables))];
  const [seed] = runs.map((run) => run.seed);
  return {
    heading: `${platform}: each program of seed ${seed}, counted and priced`,
    id: efficiencySectionOf(platform),
    folded: true,
    paragraphs: [
      `Cost tables of its kernels and hypervisors: ${tables.join(", ")}. An account reads from who is paid for to who caused it. Fingerprints are those of run.json.`,
    ],
    tables: runs.flatMap(runTables),
  };
}

function runTables({ scenario, fingerprint, operations, handled, kernels, tables }: FollowedRun): readonly ReportTable[] {
  const program = scenario.replace("efficiency-", "");
  const total = operations.reduce((sum, { time }) => sum + time, 0);
  const shown = operations.filter(({ time }) => time >= LEAST_SHARE * total);
  return [
    {
      caption: `${program}: operations × price; ${(total / 1e6).toFixed(3)} ms of processor time since its work began; fingerprint ${fingerprint}`,
      columns: [
        { title: "account" },
        { title: "operation" },
        { title: "count", align: "right" },
        { title: "price [ns]", align: "right" },
        { title: "time [ms]", align: "right" },
        { title: "share", align: "right" },
        { title: "price is" },
      ],
      rows: shown.map(({ account, operation, count, price, time }) => [
        account,
        operation,
        countText(count),
        String(Number(price.value.toPrecision(5))),
        (time / 1e6).toFixed(3),
        `${((100 * time) / total).toFixed(1)} %`,
        operation === "work" && !account.startsWith("user")
          ? account.startsWith("hypervisor")
            ? "a nanosecond on the reference host; how many is told by the table of work below"
            : `a nanosecond on the reference host; how many: the kernel's counts below times its table's constants (${tables[0]})`
          : `${provenanceOf(price)}: ${price.source}`,
      ]),
    },
    ...(handled.length === 0 ? [] : [handledTable(program, handled, total)]),
    ...kernelTables(program, kernels),
  ];
}

/** The work of a hypervisor's accounts above, by what its guests did: count × the constants of crossing and handler. */
function handledTable(program: string, handled: FollowedRun["handled"], total: number): ReportTable {
  const shown = handled.filter(({ count, work }) => count * work >= LEAST_SHARE * total);
  return {
    caption: `${program}: work below, by the guest's operation that it was for: count × nanoseconds of crossing and handler on the reference host`,
    columns: [
      { title: "who did it" },
      { title: "operation" },
      { title: "count", align: "right" },
      { title: "work [ns]", align: "right" },
      { title: "in all [ms]", align: "right" },
      { title: "constants of" },
    ],
    rows: shown.map(({ account, operation, count, work, table }) => [
      account,
      operation,
      count.toFixed(0),
      String(Number(work.toPrecision(5))),
      ((count * work) / 1e6).toFixed(3),
      table,
    ]),
  };
}

function kernelTables(program: string, kernels: FollowedRun["kernels"]): readonly ReportTable[] {
  return kernels
    .filter(({ counts }) => Object.keys(counts).length > 0)
    .map(({ path, counts }) => ({
      caption: `${program}: what the kernel ${path} counted since it booted`,
      columns: [{ title: "what" }, { title: "how often", align: "right" as const }],
      rows: Object.entries(counts).map(([what, count]) => [what, String(count)]),
    }));
}
