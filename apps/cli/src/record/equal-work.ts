import { RunError } from "../errors.ts";
import type { CountedPass } from "./counting-pass.ts";
import type { TracedPass, UntracedPass } from "./passes.ts";

/** The three processes that a pass makes besides the command's own forks: strace, GNU time, the command itself. */
const FORKS_OF_PASS = 3;

/**
 * Checks that all passes did the same work, as far as exit codes and forks tell. The first and the last pass count
 * forks, so work that is done only once shows between them. An untraced pass can't be counted itself; it did too
 * little if the whole machine made fewer processes meanwhile.
 *
 * @throws {RunError} telling what differed, and how to mend it.
 */
export function checkEqualWork(
  counted: Pick<CountedPass, "exitCode" | "forks">,
  untraced: readonly Pick<UntracedPass, "exitCode" | "processorTimes">[],
  traced: Pick<TracedPass, "exitCode" | "forks">,
): void {
  const problems: string[] = [];
  const codes = [counted.exitCode, ...untraced.map((pass) => pass.exitCode), traced.exitCode];
  if (new Set(codes).size > 1) problems.push(`exit codes were ${codes.join(", ")}`);
  if (counted.forks !== traced.forks) {
    problems.push(`the first pass made ${counted.forks} processes and the last one ${traced.forks}`);
  }
  untraced.forEach(({ processorTimes }, index) => {
    if (processorTimes.forks >= traced.forks + FORKS_OF_PASS) return;
    const made = Math.max(0, processorTimes.forks - FORKS_OF_PASS);
    problems.push(`untraced pass ${index + 1} made ${made} processes at most and the last pass ${traced.forks}`);
  });
  if (problems.length === 0) return;
  throw new RunError(
    `the passes did unequal work: ${problems.join("; ")}.` +
      " Give --prepare CMD to bring everything back to the same state before each pass (for example: make clean).",
  );
}
