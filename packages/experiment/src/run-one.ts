import { type Assemble, begin, checkedCopy, formatTime, type Runtime, type Simulation } from "@crosstalk/engine";
import { conservationProblems } from "@crosstalk/platforms";
import type { Experiment } from "./experiment.ts";
import { interpretedMachines } from "./interpreted-machines.ts";
import type { RunResult } from "./outcome.ts";
import { attempt, UnusableRunError } from "./run-failure.ts";
import { takeSeries } from "./run-series.ts";
import { USUAL_RUNTIME } from "./runtime-choice.ts";
import { type FoundWarmUp, findWarmUp, warmUp } from "./warm-up.ts";
import { forkAfterWarmUp } from "./what-if.ts";
import { hostsOf, worldBuilder } from "./world-builder.ts";

/** The value of each factor. */
type Levels = Readonly<Record<string, unknown>>;

/**
 * Makes one run of an experiment: composes the world, runs it to its end, takes the measures. Depends on nothing but its
 * parameters, so the same parameters give the same result wherever it runs. If the end of the warm-up is to be found, the
 * run is made twice: once for its time series, then once more with what was found.
 *
 * @param levels the value of each factor.
 * @param runtime what runs the statecharts; it has no influence on the result.
 * @param watch is told of the simulation once its world is composed, and forked if it is a what-if; must not change the run.
 * @throws {SimulationError} if the run fails; it says what, where, when and under which seed.
 * @throws {UnusableRunError} if the world can't be composed, the run doesn't end in time, or a measure is not a number.
 */
export function runOne(
  experiment: Experiment,
  levels: Levels,
  seed: number,
  runtime: Runtime = USUAL_RUNTIME,
  watch?: (simulation: Simulation) => void,
): RunResult {
  const make = assembling(experiment);
  const composing = (simulation: Simulation, from: Levels) =>
    attempt("BAD_WORLD", "composing the world", simulation, () => make(simulation, from));
  const start = (from: Levels) => begin(composing, from, { seed, runtime });
  if (experiment.warmUp === "auto") {
    const pilot = start(levels);
    runToEnd(experiment, pilot.simulation, pilot.world);
    const warmUp = findWarmUp(experiment, pilot.simulation, pilot.world);
    const { simulation, world } = start(levels);
    watch?.(simulation);
    return { ...finishRun(cutAt(experiment, warmUp), levels, simulation, world), warmUp };
  }
  const whatIf = experiment.whatIf.length > 0;
  const { simulation, world } = whatIf ? forkAfterWarmUp(experiment, levels, seed, runtime, start) : start(levels);
  watch?.(simulation);
  return finishRun(experiment, levels, simulation, world);
}

/** The experiment with a warm-up that was found; none is left out where the first values belong to the steady state. */
function cutAt({ warmUp: _, ...experiment }: Experiment, { end }: FoundWarmUp): Experiment {
  return end === 0 ? experiment : { ...experiment, warmUp: end };
}

/** How an experiment's world is assembled from levels, for runs that are saved, resumed or forked. */
export function assembling(experiment: Experiment): Assemble<Levels, unknown> {
  return (simulation, levels) => experiment.world(worldBuilder(simulation), levels);
}

/**
 * Runs an experiment's world from where it stands to its end, and takes the measures. Throws as {@link runOne}; it is an
 * error, too, if the time accounts don't add up.
 */
export function finishRun(experiment: Experiment, levels: Levels, simulation: Simulation, world: unknown): RunResult {
  warmUp(experiment, simulation, world);
  runToEnd(experiment, simulation, world);
  const problems = conservationProblems(simulation, hostsOf(simulation));
  if (problems.length > 0) {
    throw new UnusableRunError("TIME_LOST", `the time accounts don't add up: ${problems.join("; ")}`, simulation.now);
  }
  const evidence = takeEvidence(experiment, levels, simulation, world);
  const series = takeSeries(experiment, levels, simulation, world);
  const interpreted = interpretedMachines(simulation);
  return {
    values: takeMeasures(experiment, levels, simulation, world),
    fingerprint: simulation.fingerprint,
    deliveries: simulation.deliveries,
    end: simulation.now,
    ...(evidence === undefined ? {} : { evidence }),
    ...(series === undefined ? {} : { series }),
    ...(interpreted === undefined ? {} : { interpreted }),
  };
}

/** What the experiment tells of a run beside its measures, as a copy: what comes back from text equals what was told. */
function takeEvidence(experiment: Experiment, levels: Levels, simulation: Simulation, world: unknown): unknown {
  const evidence = attempt("BAD_EVIDENCE", "the evidence", simulation, () => experiment.evidence?.(world, levels, simulation));
  if (evidence === undefined) return undefined;
  return attempt("BAD_EVIDENCE", "the evidence", simulation, () => checkedCopy(evidence, "it"));
}

function takeMeasures({ measures }: Experiment, levels: Levels, simulation: Simulation, world: unknown): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, measure] of Object.entries(measures)) {
    const value = attempt("BAD_MEASURE", `the measure ${name}`, simulation, () => measure.of(world, levels, simulation));
    if (value === undefined) continue;
    if (!Number.isFinite(value)) {
      throw new UnusableRunError("BAD_MEASURE", `the measure ${name} is ${value}; allowed are finite numbers`, simulation.now);
    }
    values[name] = value;
  }
  return values;
}

function runToEnd({ until, most }: Experiment, simulation: Simulation, world: unknown): void {
  if (typeof until === "number") {
    simulation.run(until);
    return;
  }
  const asked = () => until(world);
  const ended = () => attempt("BAD_UNTIL", "until", simulation, asked);
  if (!simulation.run(most, ended) || ended()) return;
  const why =
    simulation.nextTime === undefined ? "nothing is left to happen, and" : `after ${formatTime(most)}, the most it may take,`;
  throw new UnusableRunError("NOT_ENDED", `${why} the run has not ended`, simulation.now);
}
