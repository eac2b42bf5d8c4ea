import { availableParallelism } from "node:os";
import type { ConstantValues } from "@crosstalk/hardware/assignment";
import type { RunOutcome } from "../outcome.ts";
import type { Plan, PlannedRun } from "../plan.ts";
import { firstOfEachWorld, type ResolvedWorlds } from "../report/resolved-worlds.ts";
import type { Executor } from "./executor.ts";
import type { ExperimentModule } from "./experiment-module.ts";
import { limitedTask } from "./limited-task.ts";
import { plannedTask } from "./planned-task.ts";
import type { RunLimits } from "./run-limits.ts";
import type { WorldsTask } from "./tell-worlds.ts";
import { threadPool } from "./thread-pool.ts";
import type { WorkerTask } from "./worker-task.ts";

/** What a pool's workers are like, beside how many there are. */
export interface WorkerOptions {
  /** Values of constants by name, in the place of those of their sources. */
  readonly constants?: ConstantValues;
}

/** How many processors there are to work on. */
export function processorsToUse(): number {
  return availableParallelism();
}

/** Threads that have been started to make runs of an experiment. */
export interface StartedThreads {
  /** Makes runs in them; which thread makes a run, and when, has no influence on its result. */
  readonly executor: Executor;
  /**
   * What worlds are built from, as {@link resolvedWorlds} tells it. They are composed in a thread, so that whatever their code
   * does beside stays there. Waits for runs under way.
   *
   * @param plan with runs that have succeeded, and no others.
   * @param signal gives it up: the thread is ended, whatever it is at.
   * @throws what the worlds' code throws where nothing waits for it, what ended the thread, or that it was given up.
   */
  worlds(plan: Plan, signal?: AbortSignal): Promise<ResolvedWorlds>;
  /** Ends the threads, with whatever they are at. */
  close(): Promise<void>;
}

/**
 * Starts threads that make runs. They load the experiment meanwhile, unless constants are assigned, which each task tells,
 * or memory is limited: a thread that hasn't enough to load it has a run to fail then.
 *
 * @param module where the workers load the experiment from.
 * @param jobs how many threads, at least 1.
 * @param limits of each run; none by default.
 */
export function startThreads(
  module: ExperimentModule,
  jobs: number,
  limits: RunLimits = {},
  { constants }: WorkerOptions = {},
): StartedThreads {
  const isPreloaded = constants === undefined && limits.mebibytes === undefined;
  const pool = threadPool(jobs, limits, isPreloaded ? module : undefined);
  const assigned = constants === undefined ? {} : { constants };
  const executor: Executor = async (plan, { onOutcome, retain, signal } = {}) => {
    const outcomes: RunOutcome[] = [];
    const make = async (run: PlannedRun): Promise<void> => {
      const task: WorkerTask = { module, ...plannedTask(plan, run), ...assigned };
      const answer = await limitedTask(pool, task, limits);
      if (signal?.aborted) return;
      const outcome = "result" in answer ? { ...run, ...answer.result } : { ...run, failure: answer.failure };
      outcomes.push(retain?.(outcome) ?? outcome);
      onOutcome?.(outcome);
    };
    const waiting = plan.runs.values();
    const makeRest = async (): Promise<void> => {
      for (const run of waiting) {
        if (signal?.aborted) return;
        await make(run);
      }
    };
    const done = new AbortController();
    try {
      const all = Promise.all(Array.from({ length: Math.min(jobs, plan.runs.length) }, makeRest));
      await (signal === undefined ? all : Promise.race([all, aborted(signal, done.signal)]));
    } finally {
      done.abort();
    }
    return outcomes;
  };
  const worlds = (plan: Plan, signal?: AbortSignal): Promise<ResolvedWorlds> => {
    const task: WorldsTask = { module, plan: { ...plan, runs: firstOfEachWorld(plan.runs) } };
    return pool.run(task, { name: "worlds", ...(signal === undefined ? {} : { signal }) });
  };
  return { executor, worlds, close: () => pool.destroy() };
}

/** Makes runs in worker threads, which are there only meanwhile; see {@link startThreads}. */
export function workerPool(
  module: ExperimentModule,
  jobs: number,
  limits: RunLimits = {},
  workers: WorkerOptions = {},
): Executor {
  return async (plan, options) => {
    const threads = startThreads(module, Math.min(jobs, plan.runs.length), limits, workers);
    try {
      return await threads.executor(plan, options);
    } finally {
      await threads.close();
    }
  };
}

/** Listens no longer than until it is done: a signal may be asked by many pools, one after another. */
function aborted(signal: AbortSignal, done: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true, signal: done });
  });
}
