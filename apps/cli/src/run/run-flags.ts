import { join } from "node:path";
import type { ExperimentFlags } from "../experiment-options.ts";

/** The options of `crosstalk run`. */
export interface RunFlags extends ExperimentFlags {
  readonly jobs?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Most runs that are made at the same time. */
export const MOST_JOBS = 1024;

/** Where results go: where the user says, else below `results`; a run that is made alone doesn't overwrite the others. */
export function outputFolder(experiment: string, { out, only }: RunFlags): string {
  if (out !== undefined) return out;
  return only === undefined ? join("results", experiment) : join("results", experiment, `run-${only}`);
}
