import type { Run, Runtime } from "@crosstalk/engine";
import { differenceAtStart } from "./difference-at-start.ts";
import type { Experiment } from "./experiment.ts";
import { allLevels } from "./factor.ts";
import { UnusableRunError } from "./run-failure.ts";
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
  refuseOtherStart(experiment, base, levels, begin);
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

/**
 * What a what-if changes that a run which has warmed up keeps, in words; undefined if nothing. Both worlds are composed, and
 * compared before they run.
 *
 * @param base levels of the warm-up.
 */
export function lostInFork(
  { whatIf, factors }: Experiment,
  base: Levels,
  levels: Levels,
  begin: (levels: Levels) => Run<Levels, unknown>,
): string | undefined {
  const changed = whatIf.filter((factor) => !Object.is(base[factor], levels[factor]));
  if (changed.length === 0) return undefined;
  const what = differenceAtStart(begin(base).simulation, begin(levels).simulation);
  if (what === undefined) return undefined;
  const names = changed.map((factor) => {
    return `${factor} = ${allLevels(factors[factor] ?? { levels: [], more: [] }).find(({ value }) => value === levels[factor])?.name}`;
  });
  const allowed = "allowed are levels that change costs, wires, or for how long programs do something in the same places";
  return `the what-if ${names.join(", ")} changes ${what}, which a run keeps that has warmed up; ${allowed}`;
}

/** Combinations of levels that are known to keep nothing of the warm-up that they would change. */
const checked = new WeakMap<Experiment, Levels[]>();

function refuseOtherStart(
  experiment: Experiment,
  base: Levels,
  levels: Levels,
  begin: (levels: Levels) => Run<Levels, unknown>,
): void {
  const known = checked.get(experiment) ?? [];
  checked.set(experiment, known);
  if (known.some((one) => Object.keys(levels).every((name) => Object.is(one[name], levels[name])))) return;
  const lost = lostInFork(experiment, base, levels, begin);
  if (lost !== undefined) throw new UnusableRunError("BAD_WORLD", lost, 0);
  known.push(levels);
}

function firstLevels({ factors, whatIf }: Experiment): Levels {
  return Object.fromEntries(whatIf.map((name) => [name, factors[name]?.levels[0]?.value]));
}
