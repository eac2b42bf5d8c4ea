import type { Nanoseconds } from "@crosstalk/engine";
import type { InterpretedMachines } from "./interpreted-machines.ts";
import type { PlannedRun } from "./plan.ts";
import type { RunSeries } from "./run-series.ts";
import type { FoundWarmUp } from "./warm-up.ts";

/** What a run gave. */
export interface RunResult {
  /** What was measured, by measure; absent where there is no number. */
  readonly values: Readonly<Record<string, number>>;
  /** Hash of all deliveries: same seed, same fingerprint. */
  readonly fingerprint: string;
  /** How many events were delivered. */
  readonly deliveries: number;
  /** Virtual time at the end. */
  readonly end: Nanoseconds;
  /** What readers can follow the values to, a JSON value; absent where the experiment keeps nothing. */
  readonly evidence?: unknown;
  /** Its time series, where the experiment keeps some. */
  readonly series?: RunSeries;
  /** What was cut from the run, where that was found by its time series. */
  readonly warmUp?: FoundWarmUp;
  /** Machines that ran on XState's interpreter though the run was compiled; absent where there are none. */
  readonly interpreted?: InterpretedMachines;
  /** Of the constants that had values assigned, which this run or one before in its thread has read: a 1 for each, else a 0. */
  readonly read?: string;
}

/** Why a run failed. */
export interface RunFailure {
  readonly message: string;
  /** The kind of error, where the engine or the runner names one. */
  readonly code?: string;
  /** Virtual time at which it failed. */
  readonly at?: Nanoseconds;
  /** Path of the actor in which it failed. */
  readonly path?: string;
  /** The place in the experiment's own code, as `file:line:column`. */
  readonly source?: string;
  readonly seed: number;
}

/** A run that gave a result. */
export interface FinishedRun extends PlannedRun, RunResult {}

/** A run that failed. */
export interface FailedRun extends PlannedRun {
  readonly failure: RunFailure;
}

/** What became of a planned run. */
export type RunOutcome = FinishedRun | FailedRun;

/** Whether a run failed. */
export function hasFailed(outcome: RunOutcome): outcome is FailedRun {
  return "failure" in outcome;
}
