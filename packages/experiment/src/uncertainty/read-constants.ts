import type { RunResult } from "../outcome.ts";

/** Which constants a run had read by its end, one character for each of the names given, in their order: 1 if so, else 0. */
export function readingMarks(names: readonly string[], read: readonly string[]): string {
  const known = new Set(read);
  return names.map((name) => (known.has(name) ? "1" : "0")).join("");
}

/**
 * The constants of a sample that some run has read. No other can have moved any result. All of them, if no run tells.
 *
 * @param names of the constants, in the order in which the sample has them.
 */
export function constantsReadBy(runs: readonly Pick<RunResult, "read">[], names: readonly string[]): readonly string[] {
  const marks = [...new Set(runs.flatMap(({ read }) => read ?? []))];
  return marks.length === 0 ? names : names.filter((_, index) => marks.some((each) => each[index] === "1"));
}
