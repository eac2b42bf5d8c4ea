import type { ConstantSample } from "@crosstalk/metrics";
import type { Experiment } from "../experiment.ts";
import { allLevels } from "../factor.ts";
import type { RunOutcome } from "../outcome.ts";
import type { PlannedRun } from "../plan.ts";
import { CONSTANTS } from "../uncertainty/sampled-constants.ts";
import type { Executor } from "./executor.ts";
import type { ExperimentModule } from "./experiment-module.ts";
import type { RunLimits } from "./run-limits.ts";
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
  const factor = experiment.factors[CONSTANTS];
  const samples = new Map((factor === undefined ? [] : allLevels(factor)).map(({ name, value }) => [name, value]));
  return async (plan, options = {}) => {
    const outcomes: RunOutcome[] = [];
    const waiting = bySample(plan.runs).entries();
    const makeRest = async (): Promise<void> => {
      for (const [name, runs] of waiting) {
        if (options.signal?.aborted) return;
        const pool = workerPool(module, 1, limits, { constants: samples.get(name) as ConstantSample });
        outcomes.push(...(await pool({ ...plan, runs }, options)));
      }
    };
    await Promise.all(Array.from({ length: jobs }, makeRest));
    return outcomes;
  };
}

function bySample(runs: readonly PlannedRun[]): Map<string, PlannedRun[]> {
  const groups = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const name = run.levels[CONSTANTS] ?? "";
    groups.set(name, [...(groups.get(name) ?? []), run]);
  }
  return groups;
}
