import { type Plan, type PlannedRun, referencesOf } from "../plan.ts";
import type { WorkerTask } from "./worker-task.ts";

/** What a worker is told of a planned run, wherever it finds the experiment. */
export type PlannedTask = Pick<WorkerTask, "levels" | "seed" | "runtime" | "warmUp" | "constants">;

/** A planned run as a worker is told of it. */
export function plannedTask(plan: Plan, run: PlannedRun): PlannedTask {
  const { runtime, warmUp } = plan;
  return { levels: referencesOf(plan, run), seed: run.seed, runtime, ...(warmUp === undefined ? {} : { warmUp }) };
}
