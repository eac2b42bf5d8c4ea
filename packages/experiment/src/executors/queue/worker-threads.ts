import type { Tinypool } from "tinypool";
import { threadPool } from "../thread-pool.ts";
import type { QueuedRun } from "./queued-run.ts";

interface Threads {
  readonly pool: Tinypool;
  /** Whether their constants have values of a sample. */
  readonly sampled: boolean;
  users: number;
}

/**
 * The threads of a worker that serves a queue. Those of runs with constants of their sources stay, for all campaigns. Those
 * that have loaded models with a sample's values can do nothing else: they serve that sample of that campaign, and end when
 * a run of another one comes and they have nothing to do. Campaigns put their runs into the queue sample by sample.
 */
export class WorkerThreads {
  readonly #jobs: number;
  readonly #threads = new Map<string, Threads>();

  /** @param jobs how many runs are made at the same time. */
  constructor(jobs: number) {
    this.#jobs = jobs;
  }

  /** Does something with threads that can make a run. */
  async use<Result>({ campaign, task, limits }: QueuedRun, work: (pool: Tinypool) => Promise<Result>): Promise<Result> {
    const { constants } = task;
    const key = JSON.stringify([limits.mebibytes, constants === undefined ? null : [campaign, constants]]);
    const known = this.#threads.get(key);
    const threads = known ?? { pool: threadPool(this.#jobs, limits), sampled: constants !== undefined, users: 0 };
    this.#threads.set(key, threads);
    threads.users += 1;
    if (known === undefined) await this.#endIdle();
    try {
      return await work(threads.pool);
    } finally {
      threads.users -= 1;
    }
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    await Promise.all([...this.#threads.values()].map(({ pool }) => pool.destroy()));
  }

  async #endIdle(): Promise<void> {
    const idle = [...this.#threads].filter(([, { sampled, users }]) => sampled && users === 0);
    for (const [key] of idle) this.#threads.delete(key);
    await Promise.all(idle.map(([, { pool }]) => pool.destroy()));
  }
}
