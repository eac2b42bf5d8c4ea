import { formatTime } from "@crosstalk/engine";
import type { Results } from "@crosstalk/experiment";
import { commandText } from "../command-text.ts";
import { typedFlags } from "../experiment-options.ts";
import { paint } from "../progress.ts";
import { limitWords, type RunFlags } from "./run-flags.ts";

/** Failed runs that are told of one by one; the results have them all. */
const MOST_TOLD = 20;

/** Says on stderr of failed runs what, where, when and under which seed, and the one command that replays each. */
export function reportFailures({ failures, problems }: Results, called: string, flags: RunFlags): void {
  const say = (text: string) => process.stderr.write(text);
  for (const { index, levels, seed, failure } of failures.slice(0, MOST_TOLD)) {
    const where = Object.entries(levels).map(([factor, level]) => `${factor} = ${level}`);
    const when = failure.at === undefined ? "" : ` at ${formatTime(failure.at)}`;
    const actor = failure.path ? ` in ${failure.path}` : "";
    const point = where.length === 0 ? "" : ` (${where.join(", ")})`;
    say(`${paint(process.stderr, "red", `run ${index} failed`)}${actor}${when}, seed ${seed}${point}:\n`);
    say(`  ${failure.message}\n`);
    if (failure.source !== undefined) say(`  at ${failure.source}\n`);
    say(`  replay: ${commandText(["run", called, ...typedFlags(flags), ...limitWords(flags), "--only", String(index)])}\n`);
  }
  const more = failures.length - MOST_TOLD;
  if (more > 0) say(`and ${more} more failed; the manifest has all of them\n`);
  for (const problem of problems) say(`${problem}\n`);
}
