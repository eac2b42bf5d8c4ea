import type { StoredRuns } from "../comparison/stored-runs.ts";
import type { UsageProblem } from "../usage-error.ts";
import { readResults } from "./read-results.ts";

/** Results that are to be written. */
export interface ComingResults {
  /** Name of the experiment. */
  readonly experiment: string;
  /** Whether they are of a single run that is made again. */
  readonly alone: boolean;
  /** Whether the user wants what is there to be replaced by those of another experiment. */
  readonly fresh: boolean;
}

/**
 * What is wrong with writing results into a folder that has some already: those of another experiment are not replaced
 * unless the user wants it, and those of several runs not by those of a single one. A folder without results that can be read
 * is as good as an empty one.
 *
 * @param field what the user knows the folder as, such as `out`.
 */
export function occupiedFolderProblems(field: string, path: string, coming: ComingResults): UsageProblem[] {
  const there = resultsIn(path);
  if (there === undefined) return [];
  const { experiment, runs, failures } = there;
  const count = runs.length + failures.length;
  const refuse = (reason: string) => [{ field, value: path, reason }];
  if (experiment !== coming.experiment && !coming.fresh)
    return refuse(`results of the experiment ${experiment} are there; name another folder, or replace them by --fresh`);
  if (coming.alone && count > 1)
    return refuse(`results of ${count} runs are there, which a single one would replace; name another folder`);
  return [];
}

function resultsIn(path: string): StoredRuns | undefined {
  try {
    return readResults(path);
  } catch {
    return undefined;
  }
}
