import type { Run, Runtime } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { leaveOutWarmUp, runWarmUp } from "./warm-up.ts";

type Levels = Readonly<Record<string, unknown>>;

/** A run that has warmed up, and what it was made of. */
interface Warmed {
  readonly levels: Levels;
  readonly seed: number;
  readonly runtime: Runtime;
  readonly run: Run<Levels, unknown>;
}

/** Runs that are kept warm at the same time; more are needed only where what-if factors don't vary fastest. */
const MOST_WARM = 4;

const kept = new WeakMap<Experiment, Warmed[]>();

/**
 * A run that goes on from the end of the warm-up with these levels: it has warmed up under the first levels of the what-if
 * factors. All what-ifs of a seed start from one warmed-up run, which is kept; what comes out doesn't depend on whether it
 * was. Where nothing changes, it is the run that would have been made without forking.
 *
 * @param begin makes a run that has not begun.
 */
export function forkAfterWarmUp(
  experiment: Experiment,
  levels: Levels,
  seed: number,
  runtime: Runtime,
  begin: (levels: Levels) => Run<Levels, unknown>,
): Run<Levels, unknown> {
  const base = { ...levels, ...firstLevels(experiment) };
  const forked = warmedUp(experiment, base, seed, runtime, begin).fork(levels);
  leaveOutWarmUp(forked.simulation);
  return forked;
}

function warmedUp(
  experiment: Experiment,
  levels: Levels,
  seed: number,
  runtime: Runtime,
  begin: (levels: Levels) => Run<Levels, unknown>,
): Run<Levels, unknown> {
  const warm = kept.get(experiment) ?? [];
  const alike = (one: Warmed) => Object.keys(levels).every((name) => Object.is(one.levels[name], levels[name]));
  const found = warm.find((one) => one.seed === seed && one.runtime === runtime && alike(one));
  if (found !== undefined) return found.run;
  const run = begin(levels);
  if (typeof experiment.warmUp === "number") runWarmUp(experiment, experiment.warmUp, run.simulation, run.world);
  kept.set(experiment, [{ levels, seed, runtime, run }, ...warm].slice(0, MOST_WARM));
  return run;
}

function firstLevels({ factors, whatIf }: Experiment): Levels {
  return Object.fromEntries(whatIf.map((name) => [name, factors[name]?.levels[0]?.value]));
}
