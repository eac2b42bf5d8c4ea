import type { ReportSection, ReportTable, Results } from "@crosstalk/experiment";
import type { FaultEvidence, Requests } from "@crosstalk/fault-isolation";
import { bySeeds, type IsolationRun, isolationRuns, replayCommands, type SeedRow, sectionOf } from "./runs.ts";

type FaultRun = IsolationRun<FaultEvidence>;

const right = (title: string, about: string) => ({ title, align: "right" as const, about });
const milliseconds = (time: number): string => (time / 1e6).toFixed(3);

function sum(tenants: FaultEvidence["tenants"], period: "before" | "after", what: keyof Requests): number {
  return tenants.reduce((total, tenant) => total + tenant[period][what], 0);
}

/** How numbers of fault isolation are made, for all platforms. */
export const faultWords: readonly string[] = [
  "Fault isolation is the mean over seeds of the mean over faults of the share of service that is kept. Tenants serve clients of their own; another, or what all have in common, has the fault. Kept is the share of their requests answered once the fault holds, divided by the share answered before it, and at most 1; requests count by when they were sent. A fault only stops a component or writes over a page: what stopped, and when, is what kernels and hypervisors said in the run, and requests are lost for nobody answers them.",
];

/** How a platform's fault isolation comes about: requests that were answered, and what stopped. */
export function faultSection(results: Results, platform: string, number: string): ReportSection | undefined {
  const runs = isolationRuns<FaultEvidence>(results, "fault", platform);
  const told = runs.filter(({ evidence }) => evidence !== undefined);
  const first = told[0];
  if (first?.evidence === undefined) return undefined;
  const without = [...new Set(runs.filter(({ values }) => values.fault === undefined).map(({ scenario }) => scenario))];
  return {
    heading: `${platform}: fault isolation ${number}, followed to requests and components`,
    id: sectionOf("fault", platform),
    folded: true,
    paragraphs:
      without.length === 0
        ? []
        : [`Without a number, for the platform has not the part that the fault is of: ${without.join(", ")}.`],
    tables: [keptTable(told), happenedTable(told), tenantsTable(told)],
    commands: replayCommands(
      platform,
      [...new Set(told.map(({ scenario }) => scenario))].map((scenario) => [`fault-${scenario}`]),
      first.seed,
    ),
  };
}

function keptTable(runs: readonly FaultRun[]): ReportTable {
  const rows = runs.map(({ scenario, seed, values, evidence }): SeedRow => {
    const { tenants, periods } = evidence as FaultEvidence;
    const counts = (["before", "after"] as const).flatMap((period) => [
      periods[period].map((at) => at / 1e6).join("–"),
      ...(["sent", "answered"] as const).map((what) => String(sum(tenants, period, what))),
    ]);
    return { seed, about: [scenario], told: [...counts, values.fault?.toFixed(4) ?? "-"] };
  });
  return {
    caption: "requests of the other tenants together, and the share of their service that is kept",
    columns: [
      { title: "fault" },
      { title: "seed" },
      right("before [ms]", "virtual time in which the requests were sent that count before the fault"),
      right("sent before", "requests sent before the fault"),
      right("answered", "of those, answered in time"),
      right("after [ms]", "virtual time in which the requests were sent that count once the fault holds"),
      right("sent after", "requests sent once the fault holds"),
      right("answered", "of those, answered in time"),
      right("kept", "share answered after ÷ share answered before, at most 1"),
    ],
    rows: bySeeds(rows),
  };
}

function tenantsTable(runs: readonly FaultRun[]): ReportTable {
  const rows = runs.flatMap(({ scenario, seed, evidence }) =>
    (evidence as FaultEvidence).tenants.map(({ tenant, before, after, lastAnswer }): SeedRow => {
      const counts = [before.sent, before.answered, after.sent, after.answered, after.timedOut, after.dropped, after.outstanding];
      return { seed, about: [scenario, tenant], told: [...counts.map(String), milliseconds(lastAnswer)] };
    }),
  );
  return {
    caption: "the same by tenant, with what became of requests that were not answered",
    columns: [
      { title: "fault" },
      { title: "tenant" },
      { title: "seed" },
      right("sent before", "requests sent before the fault"),
      right("answered", "of those, answered in time"),
      right("sent after", "requests sent once the fault holds"),
      right("answered", "of those, answered in time"),
      right("given up", "the client had waited too long"),
      right("dropped", "there was no room to wait in"),
      right("open", "neither when the run was over"),
      right("last answer [ms]", "virtual time of the last answer to this tenant's clients"),
    ],
    rows: bySeeds(rows),
  };
}

function happenedTable(runs: readonly FaultRun[]): ReportTable {
  const rows = runs.flatMap(({ scenario, seed, evidence }) => {
    const { happened, refused } = evidence as FaultEvidence;
    const events = happened.map(({ at, where, what }) => ({ at, where, what }));
    const calls = refused.map(({ first: at, tenant, call, answer, times }) => ({
      at,
      where: tenant,
      what: `the kernel answered ${call} by ${answer}${times > 1 ? `, the first of ${times} times` : ""}`,
    }));
    const all = [...events, ...calls].sort((a, b) => a.at - b.at);
    const shown = all.length === 0 ? [{ at: Number.NaN, where: "-", what: "nothing stopped, and no call was refused" }] : all;
    return shown.map(
      ({ at, where, what }): SeedRow => ({
        seed,
        about: [scenario],
        told: [Number.isNaN(at) ? "-" : milliseconds(at), where, what],
      }),
    );
  });
  return {
    caption: "what happened, as kernels and hypervisors told it in the run",
    columns: [
      { title: "fault" },
      { title: "seed" },
      right("at [ms]", "virtual time"),
      { title: "component or tenant" },
      { title: "what" },
    ],
    rows: bySeeds(rows),
  };
}
