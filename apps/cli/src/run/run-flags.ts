import { join } from "node:path";
import type { PrecisionRequest, UsageProblem } from "@crosstalk/experiment";
import type { ExperimentFlags } from "../experiment-options.ts";

/** The options of `crosstalk run`. */
export interface RunFlags extends ExperimentFlags {
  readonly jobs?: string;
  readonly queue?: string;
  readonly precision?: string;
  readonly timeLimit?: string;
  readonly memoryLimit?: string;
  readonly out?: string;
  readonly dryRun?: true;
  readonly fresh?: true;
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

/** `--only` as it is typed, if it was given. */
export function onlyWords({ only }: RunFlags): string[] {
  return only === undefined ? [] : ["--only", only];
}

/** The limits of a run as they are typed, as far as they were given. */
export function limitWords({ timeLimit, memoryLimit }: RunFlags): string[] {
  return [
    ...(timeLimit === undefined ? [] : ["--time-limit", timeLimit]),
    ...(memoryLimit === undefined ? [] : ["--memory-limit", memoryLimit]),
  ];
}

/** `--precision` as it is typed, if it was given. */
export function precisionWords({ precision }: RunFlags): string[] {
  return precision === undefined ? [] : ["--precision", precision];
}

/** What is wrong with `--precision` and with what is given beside it. */
export function precisionFlagProblems(
  { precision, replications, only }: RunFlags,
  problemsOf: (request: PrecisionRequest) => readonly UsageProblem[],
): readonly UsageProblem[] {
  if (precision === undefined) return [];
  const alone = { field: "only", value: String(only), reason: "a single run has no precision; leave out --precision" };
  return [
    ...problemsOf({ precision, ...(replications === undefined ? {} : { replications }) }),
    ...(only === undefined ? [] : [alone]),
  ];
}

/**
 * What is wrong with the number of replications beside `--uncertainty`. A single run is a replay, and one of a precision has
 * more of them.
 *
 * @param usual how many the experiment has by default, if it could be found.
 */
export function uncertaintyFlagProblems(
  { uncertainty, precision, replications, only }: RunFlags,
  usual: number | undefined,
  problemsOf: (replications: number | string) => readonly UsageProblem[],
): readonly UsageProblem[] {
  const number = replications ?? usual;
  if (uncertainty === undefined || precision !== undefined || only !== undefined || number === undefined) return [];
  return problemsOf(number);
}

/** What is wrong with `--queue` and with what is given beside it. */
export function queueFlagProblems(
  { queue, jobs }: RunFlags,
  problemsOf: (address: string) => readonly UsageProblem[],
): readonly UsageProblem[] {
  if (queue === undefined) return [];
  const many = { field: "jobs", value: String(jobs), reason: "with --queue, workers say how many runs they make at a time" };
  return [...problemsOf(queue), ...(jobs === undefined ? [] : [many])];
}
