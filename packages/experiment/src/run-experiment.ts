import type { Simulation } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { resolveLevels } from "./level-reference.ts";
import type { RunOutcome } from "./outcome.ts";
import { type Plan, type PlannedRun, type PlanRequest, planRuns, referencesOf } from "./plan.ts";
import { collectResults, type Results } from "./results.ts";
import { failureOf } from "./run-failure.ts";
import { runOne } from "./run-one.ts";
import { withWarmUp } from "./warm-up.ts";

/**
 * Makes a planned run here and now. Never throws: a failure is an outcome.
 *
 * @param watch as of {@link runOne}.
 */
export function runPlanned(
  experiment: Experiment,
  plan: Plan,
  run: PlannedRun,
  watch?: (simulation: Simulation) => void,
): RunOutcome {
  try {
    if (experiment.sampled !== undefined) throw new Error("samples of constants need threads of their own; use uncertainPool");
    const levels = resolveLevels(experiment, referencesOf(plan, run));
    return { ...run, ...runOne(withWarmUp(experiment, plan.warmUp), levels, run.seed, plan.runtime, watch) };
  } catch (error) {
    return { ...run, failure: failureOf(error, run.seed) };
  }
}

/**
 * Runs an experiment in this thread, for scripts, tests and the browser; the command line uses workers.
 *
 * @throws {UsageError} listing everything that is wrong with what was asked for.
 */
export function runExperiment(experiment: Experiment, request: PlanRequest = {}): Results {
  const plan = planRuns(experiment, request);
  return collectResults(
    experiment,
    plan,
    plan.runs.map((run) => runPlanned(experiment, plan, run)),
  );
}
