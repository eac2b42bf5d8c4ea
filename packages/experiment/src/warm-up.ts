import { formatTime, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import { restartProbes, warmUpEnd } from "@crosstalk/metrics";
import type { Experiment } from "./experiment.ts";
import { attempt, UnusableRunError } from "./run-failure.ts";

/** How long runs warm up: to an instant, or each as long as MSER-5 finds by its time series. */
export type WarmUpChoice = Nanoseconds | "auto";

/** What was cut from a run whose warm-up was found by MSER-5. */
export interface FoundWarmUp {
  /** Probes began anew at this instant. */
  readonly end: Nanoseconds;
  /** Whether the run is long enough to tell; if not, more than half of it would have to be left out. */
  readonly enough: boolean;
}

/** Runs to the end of the warm-up, unless the run stands beyond it, and lets all probes begin anew. */
export function warmUp(experiment: Experiment, simulation: Simulation, world: unknown): void {
  const { warmUp: end } = experiment;
  if (end === "auto") throw new Error("a warm-up that is to be found needs a run of its own; allowed is an instant here");
  if (end === undefined || simulation.now >= end) return;
  runWarmUp(experiment, end, simulation, world);
  leaveOutWarmUp(simulation);
}

/** Runs to the end of the warm-up. */
export function runWarmUp({ until }: Experiment, end: Nanoseconds, simulation: Simulation, world: unknown): void {
  const ended = () => typeof until === "function" && attempt("BAD_UNTIL", "until", simulation, () => until(world));
  if (simulation.run(end, ended)) return;
  const why = `the run has ended before its warm-up of ${formatTime(end)} is over`;
  throw new UnusableRunError("BAD_UNTIL", why, simulation.now);
}

/** Lets all probes begin anew. */
export function leaveOutWarmUp(simulation: Simulation): void {
  if (restartProbes(simulation) > 0) return;
  const why = "there is a warm-up, but the world has no probes that it could matter to";
  throw new UnusableRunError("BAD_WORLD", why, simulation.now);
}

/** When the warm-up of a run ends that has been made to its end, by the time series that the experiment names. */
export function findWarmUp(experiment: Experiment, simulation: Simulation, world: unknown): FoundWarmUp {
  return attempt("BAD_WARM_UP", "finding the end of the warm-up", simulation, () => {
    if (experiment.warmUpSeries === undefined) throw new Error("the experiment names no series");
    const { at, enough } = warmUpEnd(experiment.warmUpSeries(world));
    return { end: at, enough };
  });
}

const variants = new WeakMap<Experiment, Map<WarmUpChoice, Experiment>>();

/** The experiment with another warm-up; the same for the same one. */
export function withWarmUp(experiment: Experiment, choice: WarmUpChoice | undefined): Experiment {
  if (choice === undefined) return experiment;
  const known = variants.get(experiment) ?? new Map<WarmUpChoice, Experiment>();
  variants.set(experiment, known);
  const found = known.get(choice) ?? { ...experiment, warmUp: choice };
  known.set(choice, found);
  return found;
}
