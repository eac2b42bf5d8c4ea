import { type ErrorCode, ModelError, SimulationError } from "./errors.ts";
import type { Nanoseconds } from "./time.ts";

const ENDLESS_MICROSTEPS = "Infinite loop detected";

/** What ended a run: the first thing that went wrong, with the place where it did. */
export class Failure {
  readonly #seed: number;
  readonly #clock: { readonly now: Nanoseconds };
  #first: SimulationError | undefined;

  constructor(seed: number, clock: { readonly now: Nanoseconds }) {
    this.#seed = seed;
    this.#clock = clock;
  }

  /** The first failure, if there is one. */
  get first(): SimulationError | undefined {
    return this.#first;
  }

  /** An error that bears the present place. */
  error(code: ErrorCode, message: string, path: string, cause?: unknown): SimulationError {
    return new SimulationError(code, message, { at: this.#clock.now, path, seed: this.#seed }, cause);
  }

  /** An error that bears the present place, made of whatever was thrown. */
  from(code: ErrorCode, thrown: unknown, path: string): SimulationError {
    if (thrown instanceof SimulationError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (thrown instanceof ModelError) return this.error(thrown.code, message, path, thrown);
    return this.error(message.startsWith(ENDLESS_MICROSTEPS) ? "ENDLESS_INSTANT" : code, message, path, thrown);
  }

  /** Ends the run for what was thrown, unless it has failed already. */
  record(code: ErrorCode, thrown: unknown, path: string): void {
    this.#first ??= this.from(code, thrown, path);
  }

  /** Throws the failure if there is one. */
  throwIfAny(): void {
    if (this.#first !== undefined) throw this.#first;
  }
}
