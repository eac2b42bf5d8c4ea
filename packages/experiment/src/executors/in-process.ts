import { setImmediate } from "node:timers/promises";
import type { Experiment } from "../experiment.ts";
import type { RunOutcome } from "../outcome.ts";
import { runPlanned } from "../run-experiment.ts";
import type { Executor } from "./executor.ts";

/** Makes runs one after another in this thread; between two of them it lets signals and output through. */
export function inProcess(experiment: Experiment): Executor {
  return async (plan, { onOutcome, retain, signal } = {}) => {
    const outcomes: RunOutcome[] = [];
    for (const run of plan.runs) {
      await setImmediate();
      if (signal?.aborted) break;
      const outcome = runPlanned(experiment, plan, run);
      outcomes.push(retain?.(outcome) ?? outcome);
      onOutcome?.(outcome);
    }
    return outcomes;
  };
}
