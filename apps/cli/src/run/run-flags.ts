import { join } from "node:path";
import type { ExperimentFlags } from "../experiment-options.ts";
import { wholeNumber } from "../experiment-options.ts";

/** The options of `crosstalk run`. */
export interface RunFlags extends ExperimentFlags {
  readonly jobs?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Most runs that are made at the same time. */
const MOST_JOBS = 1024;

/** Where results go: where the user says, else below `results`; a run that is made alone doesn't overwrite the others. */
export function outputFolder(experiment: string, { out, only }: RunFlags): string {
  if (out !== undefined) return out;
  return only === undefined ? join("results", experiment) : join("results", experiment, `run-${only}`);
}

/** How many runs are made at the same time, and what is wrong with what was asked for. */
export function jobsOf({ jobs }: RunFlags, processors: number): { jobs: number; problems: string[] } {
  if (jobs === undefined) return { jobs: processors, problems: [] };
  const count = wholeNumber(jobs);
  const sound = count >= 1 && count <= MOST_JOBS;
  return { jobs: count, problems: sound ? [] : [`jobs is ${jobs}; allowed is a whole number from 1 to ${MOST_JOBS}`] };
}
