import type { Plan } from "../plan.ts";
import { type ResolvedWorlds, resolvedWorlds } from "../report/resolved-worlds.ts";
import { makeConfined } from "./confinement.ts";
import { type ExperimentModule, loadExperiment } from "./experiment-module.ts";

/** What a worker is told that is to tell what worlds are built from: plain data. */
export interface WorldsTask {
  readonly module: ExperimentModule;
  /** As of {@link resolvedWorlds}. */
  readonly plan: Plan;
}

/** Composes worlds in a worker, and tells what they are built from; rejects with what their code throws. */
export async function tellWorlds({ module, plan }: WorldsTask): Promise<ResolvedWorlds> {
  const experiment = await loadExperiment(module);
  return makeConfined("composing worlds for run.json", () => resolvedWorlds(experiment, plan));
}
