import { assignConstants } from "@crosstalk/hardware/assignment";
import { Tinypool } from "tinypool";
import type { ResolvedWorlds } from "../report/resolved-worlds.ts";
import { confineWorker } from "./confinement.ts";
import type { ExperimentModule } from "./experiment-module.ts";
import type { WorldsTask } from "./tell-worlds.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-task.ts";

confineWorker();

// Here, for a thread that waits for a task does nothing else. What goes wrong, each task tells.
const preloaded: ExperimentModule | undefined = Tinypool.workerData;
if (preloaded !== undefined) await import("./make-run.ts").then(({ preload }) => preload(preloaded)).catch(() => undefined);

/** A worker's job: makes one run. Models are loaded only when constants have the values that the task assigns. */
export default async function work(task: WorkerTask): Promise<WorkerAnswer> {
  if (task.constants !== undefined) assignConstants(task.constants);
  const { makeRun } = await import("./make-run.ts");
  return makeRun(task);
}

/** A worker's other job, for run.json: tells what worlds are built from, with the constants of their sources. */
export async function worlds(task: WorldsTask): Promise<ResolvedWorlds> {
  const { tellWorlds } = await import("./tell-worlds.ts");
  return tellWorlds(task);
}
