import { resolveLevels } from "../level-reference.ts";
import { failureOf } from "../run-failure.ts";
import { runOne } from "../run-one.ts";
import { loadExperiment } from "./experiment-module.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-task.ts";

/** A worker's whole job: makes one run. Never rejects: a failure is an answer. */
export default async function work({ module, levels, seed, runtime, begun }: WorkerTask): Promise<WorkerAnswer> {
  try {
    const experiment = await loadExperiment(module);
    begun?.postMessage(undefined);
    return { result: runOne(experiment, resolveLevels(experiment, levels), seed, runtime) };
  } catch (error) {
    return { failure: failureOf(error, seed) };
  } finally {
    begun?.close();
  }
}
