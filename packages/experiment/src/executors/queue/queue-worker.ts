import { hostname } from "node:os";
import type { Job } from "bullmq";
import { moduleVersion } from "../../stores/code-version.ts";
import type { ExperimentModule } from "../experiment-module.ts";
import { limitedTask } from "../limited-task.ts";
import type { WorkerAnswer } from "../worker-task.ts";
import { atMost, type QueueConnection } from "./queue-connection.ts";
import { type Maker, QUEUE_NAME, type QueuedAnswer, type QueuedRun, type Refusal, signOfLife } from "./queued-run.ts";
import { WorkerThreads } from "./worker-threads.ts";

/** How a worker serves a queue. */
export interface ServingOptions {
  /** How many runs are made at the same time, at least 1. */
  readonly jobs: number;
  /**
   * Where an experiment is from, by what the campaign's user called it. Must not load it.
   *
   * @throws if there is none.
   */
  readonly locate: (experiment: string) => ExperimentModule;
  /** Real milliseconds without a sign of life after which a worker counts as lost, and others take its runs over. */
  readonly lostAfter: number;
  /** Ends the work: runs under way are given back. */
  readonly signal: AbortSignal;
  /** Called when a run begins and when it has been answered. */
  readonly onRun?: (what: "begins" | "ends", run: QueuedRun) => void;
}

/** Most workers that a run may lose before it counts as failed. */
const MOST_LOST = 10;

/** Real milliseconds after which what failed for want of a connection is tried again, and that Redis has for cleaning up. */
const [RETRY, CLEANING] = [500, 3000];

/**
 * Makes the runs that campaigns put into a queue, in threads, until the signal ends it or a campaign's versions are others.
 *
 * @returns why it can't make a campaign's runs; undefined if the signal has ended it.
 */
export async function serveQueue(connection: QueueConnection, options: ServingOptions): Promise<Refusal | undefined> {
  const { redis, libraries } = connection;
  const { WaitingError, Worker } = libraries.bullmq;
  const { jobs, locate, lostAfter, signal, onRun } = options;
  const threads = new WorkerThreads(jobs);
  const makers = new Map<string, Maker>();
  const ending = new AbortController();
  const end = (): void => ending.abort();
  let refusal: Refusal | undefined;

  const make = (run: QueuedRun): Promise<WorkerAnswer> =>
    threads.use(run, (pool) => limitedTask(pool, { module: moduleOf(run, locate), ...run.task }, run.limits));
  const isAlive = (campaign: string) =>
    redis.exists(signOfLife(campaign)).then(
      (found) => found > 0,
      () => true, // can't be found out
    );
  const process = async (job: Job<QueuedRun, QueuedAnswer>, token?: string): Promise<QueuedAnswer> => {
    const { data } = job;
    if (!ending.signal.aborted && !(await isAlive(data.campaign))) return { abandoned: true };
    if (!ending.signal.aborted) {
      const reason = difference(data, makers, locate);
      if (reason === undefined) {
        onRun?.("begins", data);
        const answer = await unlessAborted(ending.signal, make(data));
        if (answer !== undefined) {
          onRun?.("ends", data);
          return answer;
        }
      } else {
        refusal = { worker: workerName(), reason };
        await job.updateProgress({ ...refusal }).catch(() => undefined); // the campaign is no more
        end();
      }
    }
    await job.moveToWait(token);
    throw new WaitingError();
  };
  const worker = new Worker<QueuedRun, QueuedAnswer>(QUEUE_NAME, process, {
    connection: redis,
    concurrency: jobs,
    lockDuration: lostAfter,
    stalledInterval: lostAfter,
    maxStalledCount: MOST_LOST,
    runRetryDelay: RETRY,
    autorun: false,
  });
  worker.on("error", () => undefined); // of the connection, or that a run was taken over: both are seen to
  // Before any run is given back, so that it isn't taken again.
  ending.signal.addEventListener("abort", () => void worker.pause(true), { once: true });
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  const working = worker.run();
  working.catch(() => undefined);
  try {
    await unlessAborted(ending.signal, working);
  } finally {
    const closed = await atMost(
      CLEANING,
      worker.close().then(() => true),
    );
    if (closed === undefined) await atMost(CLEANING, worker.close(true));
    await threads.end();
  }
  return refusal;
}

/** Why this process would give other results than the campaign's own, or none; undefined if it would give the same. */
function difference(
  run: QueuedRun,
  makers: Map<string, Maker>,
  locate: (experiment: string) => ExperimentModule,
): string | undefined {
  const { experiment, identity, maker } = run;
  const { node } = process.versions;
  if (node !== maker.node) return `it runs Node ${node}, the campaign ${maker.node}`;
  try {
    // The code as it was when it was loaded: threads don't see later changes either.
    const name = JSON.stringify([experiment, identity]);
    const own = makers.get(name) ?? { code: moduleVersion(moduleOf(run, locate)), node };
    makers.set(name, own);
    if (own.code === maker.code) return undefined;
    return `its code of ${experiment} has version ${own.code}, the campaign's ${maker.code}`;
  } catch (error) {
    return `it has no experiment ${experiment}: ${(error as Error).message}`;
  }
}

/** Where a run's experiment is from: the module is the worker's own, what describes the experiment comes with the run. */
function moduleOf({ experiment, content, identity }: QueuedRun, locate: (experiment: string) => ExperimentModule) {
  return { ...locate(experiment), ...(content !== undefined && { content }), ...(identity !== undefined && { identity }) };
}

function workerName(): string {
  return `${hostname()}, process ${process.pid}`;
}

/** Waits for work, or for the signal: then there is no result. */
function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve(undefined);
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
  });
}
