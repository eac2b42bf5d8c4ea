import { type Nanoseconds, type Simulation, SimulationError } from "@crosstalk/engine";
import type { RunFailure } from "./outcome.ts";
import { userFrame } from "./user-frame.ts";

/** What was wrong with a run that the engine has no complaint about. */
export type UnusableRunCode =
  | "BAD_WORLD"
  | "BAD_UNTIL"
  | "BAD_WARM_UP"
  | "NOT_ENDED"
  | "TIME_LOST"
  | "BAD_MEASURE"
  | "BAD_EVIDENCE";

/**
 * A run that can't be used: the experiment's own code threw, it did not end in time, lost time, a measure gave no
 * proper number, or the evidence is no JSON value.
 */
export class UnusableRunError extends Error {
  override readonly name = "UnusableRunError";
  readonly code: UnusableRunCode;
  /** Virtual time at the end. */
  readonly at: Nanoseconds;

  constructor(code: UnusableRunCode, message: string, at: Nanoseconds, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.at = at;
  }
}

/**
 * Calls the experiment's own code.
 *
 * @throws {UnusableRunError} if it throws; says which part of the experiment it was, and when.
 */
export function attempt<Result>(code: UnusableRunCode, what: string, simulation: Simulation, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new UnusableRunError(code, `${what} failed: ${messageOf(error)}`, simulation.now, error);
  }
}

/** What ended a run, as plain data. */
export function failureOf(error: unknown, seed: number): RunFailure {
  const message = messageOf(error);
  const source = userFrame(error);
  const from = source === undefined ? {} : { source };
  if (error instanceof SimulationError) return { message, code: error.code, at: error.at, path: error.path, ...from, seed };
  return error instanceof UnusableRunError
    ? { message, code: error.code, at: error.at, ...from, seed }
    : { message, ...from, seed };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
