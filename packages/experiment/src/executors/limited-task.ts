import { MessageChannel } from "node:worker_threads";
import type { Tinypool } from "tinypool";
import type { RunLimits } from "./run-limits.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-task.ts";

/**
 * Has a worker make a run. A run that exceeds a limit is killed with its worker, which the pool replaces; so is one that dies
 * otherwise. All of these are failed runs.
 */
export async function limitedTask(pool: Tinypool, task: WorkerTask, limits: RunLimits): Promise<WorkerAnswer> {
  try {
    return await (limits.milliseconds === undefined ? pool.run(task) : timed(pool, task, limits.milliseconds));
  } catch (error) {
    return { failure: { ...reasonOf(error, limits), seed: task.seed } };
  }
}

/** The time counts from when the worker says that the run begins: not while it waits for a worker, nor while code is loaded. */
async function timed(pool: Tinypool, task: WorkerTask, milliseconds: number): Promise<WorkerAnswer> {
  const { port1: heard, port2: begun } = new MessageChannel();
  const exceeded = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  heard.once("message", () => {
    timer = setTimeout(() => exceeded.abort(), milliseconds);
  });
  try {
    return await pool.run({ ...task, begun }, { transferList: [begun], signal: exceeded.signal });
  } finally {
    clearTimeout(timer);
    heard.close();
  }
}

function reasonOf(error: unknown, { milliseconds, mebibytes }: RunLimits): { message: string; code: string } {
  const { name, code, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  if (name === "AbortError") return { message: `it took longer than ${milliseconds} ms, its time limit`, code: "TIME_LIMIT" };
  if (code === "ERR_WORKER_OUT_OF_MEMORY" && mebibytes !== undefined)
    return { message: `it needed more memory than ${mebibytes} MiB, its memory limit`, code: "MEMORY_LIMIT" };
  return { message: `the worker ended before the run did: ${message}`, code: "WORKER_DIED" };
}
