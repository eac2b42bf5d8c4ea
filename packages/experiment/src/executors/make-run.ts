import { constantsRead, knownConstants } from "@crosstalk/hardware";
import { resolveLevels } from "../level-reference.ts";
import { failureOf } from "../run-failure.ts";
import { runOne } from "../run-one.ts";
import { readingMarks } from "../uncertainty/read-constants.ts";
import { withWarmUp } from "../warm-up.ts";
import { makeConfined } from "./confinement.ts";
import { type ExperimentModule, loadExperiment } from "./experiment-module.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-task.ts";

/** Loads an experiment before there is a task. */
export async function preload(module: ExperimentModule): Promise<void> {
  await loadExperiment(module);
}

/** Makes a run in a worker. Never rejects: a failure is an answer. */
export async function makeRun(task: WorkerTask): Promise<WorkerAnswer> {
  const { module, levels, seed, runtime, warmUp, constants = {}, begun } = task;
  try {
    const experiment = await loadExperiment(module);
    const unknown = Object.keys(constants).filter((name) => !(name in knownConstants()));
    if (unknown.length > 0) throw new Error(`values are assigned to constants that don't exist: ${unknown.join(", ")}`);
    begun?.postMessage(undefined);
    const name = [`a run with seed ${seed}`, ...Object.entries(levels).map(([factor, { name }]) => `${factor} = ${name}`)].join(
      ", ",
    );
    const make = () => runOne(withWarmUp(experiment, warmUp), resolveLevels(experiment, levels), seed, runtime);
    const result = await makeConfined(name, make);
    const names = Object.keys(constants);
    return { result: names.length === 0 ? result : { ...result, read: readingMarks(names, constantsRead()) } };
  } catch (error) {
    return { failure: failureOf(error, seed) };
  } finally {
    begun?.close();
  }
}
