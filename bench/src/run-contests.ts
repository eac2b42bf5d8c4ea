import { type Contender, contenders } from "./contenders.ts";
import { readDraws } from "./draws.ts";
import { type NativePeer, prepareNativePeer } from "./native-peers.ts";
import type { Answer, Outcome } from "./outcome.ts";
import { nodeCommand, runPinned } from "./pinned-process.ts";
import { referenceAnswer, wrongAnswer } from "./reference-answer.ts";
import { type ContestName, contests } from "./sections.ts";

/** What one contender did in one contest. */
export interface Entry {
  readonly contest: ContestName;
  readonly contender: string;
  /** About how many events, messages or customers a round has. */
  readonly count: number;
  /** Events, messages or customers a second, round by round; empty where it is missing or wrong. */
  readonly rates: number[];
  /** Why it could not be run. */
  missing?: string;
  /** What is wrong with its answer: it is not timed then. */
  wrong?: string;
}

interface Prepared extends Entry {
  readonly command: readonly string[];
  readonly right: Required<Answer>;
}

/** A quick run does this part of the work. */
const QUICK = 20;

/** Runs each contender once per round in each contest, all in turn, each time in a process of its own. */
export function runContests(
  names: readonly ContestName[],
  options: { readonly rounds: number; readonly quick: boolean; readonly folder: string; tell(line: string): void },
): Entry[] {
  const file = `${options.folder}/draws.bin`;
  const table = readDraws(file);
  const starts = new Map(Object.entries(contenders).map(([id, contender]) => [id, startOf(id, contender, options.folder)]));
  const entries = names.flatMap((contest) =>
    Object.entries(contenders).flatMap(([contender, { counts }]): Prepared[] => {
      const full = counts[contest];
      if (full === undefined) return [];
      const { workload, pending } = contests[contest];
      const count = options.quick ? Math.ceil(full / QUICK) : full;
      const start = starts.get(contender) as NativePeer;
      const found = "missing" in start ? { missing: start.missing, command: [] } : { command: start.command };
      return [{ contest, contender, count, rates: [], ...found, right: referenceAnswer(workload, { pending, count }, table) }];
    }),
  );
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const entry of entries) {
      if (entry.missing !== undefined || entry.wrong !== undefined) continue;
      options.tell(`round ${round} of ${options.rounds}: ${entry.contest}, ${entry.contender}`);
      measure(entry, file);
    }
  }
  return entries.map(({ command, right, ...entry }) => entry);
}

function startOf(id: string, { kind }: Contender, folder: string): NativePeer {
  if (kind === "native") return prepareNativePeer(id, folder);
  return { command: [...nodeCommand("./measure.js"), id] };
}

function measure(entry: Prepared, file: string): void {
  const { workload, pending } = contests[entry.contest];
  const { seconds, answer }: Outcome = JSON.parse(runPinned(entry.command, [workload, pending, entry.count, file]));
  const wrong = wrongAnswer(answer, entry.right);
  if (wrong === undefined) entry.rates.push((answer.done ?? entry.count) / seconds);
  else {
    entry.wrong = wrong;
    entry.rates.length = 0;
  }
}
