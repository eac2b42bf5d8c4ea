import { formatTime, type Nanoseconds } from "./time.ts";

/** What kind of thing ended a run. */
export type ErrorCode =
  | "UNHANDLED_EVENT"
  | "MODEL_EXCEPTION"
  | "SUBSCRIBER_EXCEPTION"
  | "ENDLESS_INSTANT"
  | "SCHEDULE_IN_PAST"
  | "BAD_DELAY"
  | "BAD_RANDOM"
  | "NO_SUCH_ACTOR"
  | "NO_EQUIPMENT"
  | "DUPLICATE_PATH"
  | "END_OF_TIME"
  | "WRONG_PHASE"
  | "NOT_SAVABLE"
  | "BAD_SAVE"
  | "UNSUPPORTED"
  | "INVARIANT";

/** Where and when something went wrong, and the seed by which the run is replayed. */
export interface ErrorPlace {
  readonly at: Nanoseconds;
  readonly path: string;
  readonly seed: number;
}

/** A run or an assembly that failed: says what, where (the actor's path), when (virtual time) and under which seed. */
export class SimulationError extends Error {
  readonly code: ErrorCode;
  readonly at: Nanoseconds;
  readonly path: string;
  readonly seed: number;

  constructor(code: ErrorCode, message: string, place: ErrorPlace, cause?: unknown) {
    super(`${message} [${code} in ${place.path || "the simulation"} at ${formatTime(place.at)}, seed ${place.seed}]`, { cause });
    this.name = "SimulationError";
    this.code = code;
    this.at = place.at;
    this.path = place.path;
    this.seed = place.seed;
  }
}

/** Thrown by models inside a delivery when a law of the model is broken; the engine adds path, time and seed. */
export class ModelError extends Error {
  readonly code: ErrorCode;

  constructor(message: string, code: ErrorCode = "INVARIANT") {
    super(message);
    this.name = "ModelError";
    this.code = code;
  }
}
