import type { Experiment } from "../experiment.ts";
import type { RunOutcome } from "../outcome.ts";
import type { Executor } from "./executor.ts";
import type { ExperimentModule } from "./experiment-module.ts";
import type { RunLimits } from "./run-limits.ts";
import { runsBySample, sampleFinder } from "./sampled-runs.ts";
import { workerPool } from "./worker-pool.ts";

/**
 * Makes runs of an experiment `withUncertainty`: sample by sample, each in a thread of its own, for a thread's models are
 * loaded with one value of each constant. Which thread makes a run, and when, has no influence on its result.
 *
 * @param module where the workers load the experiment from, without uncertainty.
 * @param jobs how many threads at the same time, at least 1.
 * @param limits of each run; none by default.
 */
export function uncertainPool(experiment: Experiment, module: ExperimentModule, jobs: number, limits: RunLimits = {}): Executor {
  const sampleOf = sampleFinder(experiment);
  return async (plan, options = {}) => {
    const outcomes: RunOutcome[] = [];
    const waiting = runsBySample(plan.runs).values();
    const makeRest = async (): Promise<void> => {
      for (const runs of waiting) {
        if (options.signal?.aborted) return;
        const constants = runs[0] && sampleOf(runs[0]);
        const pool = workerPool(module, 1, limits, constants === undefined ? {} : { constants });
        for (const outcome of await pool({ ...plan, runs }, options)) outcomes.push(outcome);
      }
    };
    await Promise.all(Array.from({ length: jobs }, makeRest));
    return outcomes;
  };
}
