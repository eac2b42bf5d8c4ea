import { assignConstants } from "@crosstalk/hardware/assignment";
import { confineWorker } from "./confinement.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-task.ts";

confineWorker();

/** A worker's whole job: makes one run. Models are loaded only when constants have the values that the task assigns. */
export default async function work(task: WorkerTask): Promise<WorkerAnswer> {
  if (task.constants !== undefined) assignConstants(task.constants);
  const { makeRun } = await import("./make-run.ts");
  return makeRun(task);
}
