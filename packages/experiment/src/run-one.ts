import { formatTime, type Nanoseconds, Simulation, SimulationError } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import type { RunFailure, RunResult } from "./outcome.ts";
import { worldBuilder } from "./world-builder.ts";

/** A run that went through and can't be used: it did not end in time, or a measure gave no proper number. */
export class UnusableRunError extends Error {
  override readonly name = "UnusableRunError";
  readonly code: "NOT_ENDED" | "BAD_MEASURE";
  /** Virtual time at the end. */
  readonly at: Nanoseconds;

  constructor(code: UnusableRunError["code"], message: string, at: Nanoseconds) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/**
 * Makes one run of an experiment: composes the world, runs it to its end, takes the measures. Depends on nothing but its
 * parameters, so the same parameters give the same result wherever it runs.
 *
 * @param levels the value of each factor.
 * @throws {SimulationError} if the run fails; it says what, where, when and under which seed.
 * @throws {UnusableRunError} if the run doesn't end in time, or a measure is not a number.
 */
export function runOne(experiment: Experiment, levels: Readonly<Record<string, unknown>>, seed: number): RunResult {
  const simulation = new Simulation({ seed });
  const world = experiment.world(worldBuilder(simulation), levels);
  runToEnd(experiment, simulation, world);
  const values: Record<string, number> = {};
  for (const [name, measure] of Object.entries(experiment.measures)) {
    const value = measure.of(world, levels, simulation);
    if (value === undefined) continue;
    if (!Number.isFinite(value)) {
      throw new UnusableRunError("BAD_MEASURE", `the measure ${name} is ${value}; allowed are finite numbers`, simulation.now);
    }
    values[name] = value;
  }
  return { values, fingerprint: simulation.fingerprint, deliveries: simulation.deliveries, end: simulation.now };
}

/** What ended a run, as plain data. */
export function failureOf(error: unknown, seed: number): RunFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SimulationError) return { message, code: error.code, at: error.at, path: error.path, seed };
  return error instanceof UnusableRunError ? { message, code: error.code, at: error.at, seed } : { message, seed };
}

function runToEnd({ until, most }: Experiment, simulation: Simulation, world: unknown): void {
  if (typeof until === "number") {
    simulation.run(until);
    return;
  }
  const ranOut = simulation.run(most, () => until(world));
  if (!ranOut || until(world)) return;
  const why =
    simulation.nextTime === undefined ? "nothing is left to happen, and" : `after ${formatTime(most)}, the most it may take,`;
  throw new UnusableRunError("NOT_ENDED", `${why} the run has not ended`, simulation.now);
}
