import type { ReportSection, ReportTable, Results } from "@crosstalk/experiment";
import { type AnsweredCalls, kindOfCall, reaches, type SecurityEvidence } from "@crosstalk/security-isolation";
import { bySeeds, type IsolationRun, isolationRuns, replayCommands, type SeedRow, sectionOf } from "./runs.ts";

type SecurityRun = IsolationRun<SecurityEvidence>;

const right = (title: string, about: string) => ({ title, align: "right" as const, about });

/** How numbers of security isolation are made, for all platforms. */
export const securityWords: readonly string[] = [
  `Security isolation is the mean over seeds of 1 less the mean, over the ${Object.keys(reaches).length} kinds of objects, of the mean, over the things that can be done to a kind, of the share of the others’ objects to which the prober could do it, whichever way it went about it. Objects are those that the other tenants own once they are up, counted in their kernels where nobody probes.`,
  "Whether an object was reached is read from what the simulated kernels answered to the calls in the tables. A call that is made many times in a row to fill a table counts once, with the last answer; an answer tells of an object by naming it, even where it refuses.",
];

/** How a platform's security isolation comes about: objects of others that were reached, and what calls were answered. */
export function securitySection(results: Results, platform: string, number: string): ReportSection | undefined {
  const runs = isolationRuns<SecurityEvidence>(results, "security", platform);
  const [first] = runs;
  if (first === undefined || runs.some(({ evidence }) => evidence === undefined)) return undefined;
  const ways = [...new Set(runs.map(({ scenario }) => scenario))];
  return {
    heading: `${platform}: security isolation ${number}, followed to objects and system calls`,
    id: sectionOf("security", platform),
    folded: true,
    tables: [reachedTable(runs, ways), callsTable(runs, ways, first.seed), ...refusedTable(runs, first.seed)],
    commands: replayCommands(platform, [ways.map((way) => `security-${way}`)], first.seed),
  };
}

function reachedTable(runs: readonly SecurityRun[], ways: readonly string[]): ReportTable {
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const of = (seed: number, way: string, kind: string) =>
    runs.find((run) => run.seed === seed && run.scenario === way)?.evidence?.reached.find((each) => each.kind === kind);
  const rows = Object.entries(reaches).flatMap(([kind, things]) =>
    things.flatMap((thing) =>
      seeds.map((seed): SeedRow => {
        const reached = ways.map((way) => of(seed, way, kind));
        const objects = reached.find((each) => each !== undefined)?.objects ?? 0;
        const most = Math.max(0, ...reached.map((each) => each?.[thing] ?? 0));
        const counts = reached.map((each) => String(each?.[thing] ?? 0));
        return {
          seed,
          about: [kind, thing],
          told: [String(objects), ...counts, objects === 0 ? "0" : (most / objects).toFixed(4)],
        };
      }),
    ),
  );
  return {
    caption: "objects of others, and how many of them the prober could do each thing to",
    columns: [
      { title: "kind of object" },
      { title: "could it" },
      { title: "seed" },
      right("others own", "objects of that kind that the other tenants own"),
      ...ways.map((way) => right(way, "how many of them were reached in this way of probing")),
      right("share", "the larger of these ÷ what others own"),
    ],
    rows: bySeeds(rows),
  };
}

const callKey = ({ call, answer }: AnsweredCalls): string => `${call} ${answer}`;

function callsTable(runs: readonly SecurityRun[], ways: readonly string[], seed: number): ReportTable {
  const calls = ways.map((way) => runs.find((run) => run.seed === seed && run.scenario === way)?.evidence?.calls ?? []);
  const kinds = Object.keys(reaches);
  const order = ({ call }: AnsweredCalls): number => kinds.indexOf(kindOfCall[call]);
  const all = new Map(calls.flat().map((each) => [callKey(each), each]));
  const sorted = [...all.values()].sort((a, b) => order(a) - order(b) || (callKey(a) < callKey(b) ? -1 : 1));
  return {
    caption: `what the prober tried and what the kernels answered, seed ${seed}`,
    columns: [
      { title: "kind of object" },
      { title: "system call" },
      { title: "answer" },
      ...ways.flatMap((way) => [
        right(`${way}: calls`, "how often it was called and answered so"),
        right("told of", "how many times an answer named an object of another tenant's"),
      ]),
    ],
    rows: sorted.map((row) => [
      kindOfCall[row.call],
      row.call,
      row.answer,
      ...calls.flatMap((list) => {
        const found = list.find((each) => callKey(each) === callKey(row));
        return found === undefined ? ["-", "-"] : [String(found.times), String(found.told)];
      }),
    ]),
  };
}

function refusedTable(runs: readonly SecurityRun[], seed: number): readonly ReportTable[] {
  const refused = runs.flatMap(({ seed: own, scenario, evidence }) =>
    own === seed ? (evidence?.refused ?? []).map((each) => ({ ...each, scenario })) : [],
  );
  if (refused.length === 0) return [];
  return [
    {
      caption: `calls of the others that were refused, seed ${seed}; each tenant has one process that is to crash (poke)`,
      columns: [
        { title: "way of probing" },
        { title: "tenant" },
        { title: "system call" },
        { title: "answer" },
        right("calls", "how often"),
      ],
      rows: refused.map(({ scenario, tenant, call, answer, times }) => [scenario, tenant, call, answer, String(times)]),
    },
  ];
}
