import { join } from "node:path";
import type { Plan, ResolvedWorlds, RunOutcome } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import type { Executor, QueueConnection, RunStore, StartedThreads } from "@crosstalk/experiment/node";
import type { FoundExperiment } from "../find-experiment.ts";
import { Progress } from "../progress.ts";
import { libraries } from "./libraries.ts";
import { narrate } from "./narrate.ts";
import { queueExecutor } from "./queue-executor.ts";
import type { RunFlags } from "./run-flags.ts";

/** Where runs are kept one by one. A run that is made alone is a replay, which is always made and not kept. */
export async function storeFor(
  { experiment, source }: FoundExperiment,
  out: string,
  { only }: RunFlags,
): Promise<RunStore | undefined> {
  const [, { RUNS_FOLDER, RunStore }] = await libraries();
  return only === undefined ? new RunStore(join(out, RUNS_FOLDER), experiment, source) : undefined;
}

/** How runs are made. */
export interface Execution {
  readonly jobs: number;
  /** Makes them elsewhere, if there is one. */
  readonly queue: QueueConnection | undefined;
  /** Threads that have been started for them, if there are any. */
  readonly threads: StartedThreads | undefined;
  readonly flags: RunFlags;
  readonly signal: AbortSignal;
  readonly store: RunStore | undefined;
  /** Takes the numbers of the runs that are made now. */
  readonly made: Set<number>;
}

/**
 * Makes the runs that aren't in the store, tells how far they are, and stops when the user says so. Always in workers, be it
 * one: a run keeps its thread busy to the end, and this one has to hear Ctrl-C.
 */
export async function makeRuns(
  found: FoundExperiment,
  plan: Plan,
  { jobs, queue, threads, flags, signal, store, made }: Execution,
): Promise<readonly RunOutcome[]> {
  const [{ hasFailed }, { resuming, runLimits, uncertainPool }] = await libraries();
  const { experiment, source } = found;
  const here = () => threads?.executor ?? uncertainPool(experiment, source, jobs, runLimits(flags));
  const maker = queue === undefined ? here() : await queueExecutor(queue, found, flags, store?.code);
  const [first, last] = [plan.runs[0]?.replication, plan.runs.at(-1)?.replication];
  const name = flags.precision === undefined ? experiment.name : `${experiment.name}, replications ${first} to ${last}`;
  let progress: Progress | undefined;
  const telling: Executor = (missing, options) => {
    const reused = plan.runs.length - missing.runs.length;
    if (reused > 0) narrate(flags, `${reused} of ${counted(plan.runs.length, "run")} were made before\n`);
    if (!flags.quiet) progress = new Progress({ total: missing.runs.length, name, stream: process.stderr });
    return maker(missing, options);
  };
  const executor = store === undefined ? telling : resuming(telling, store, { again: flags.fresh === true });
  try {
    return await executor(plan, {
      signal,
      onOutcome(outcome) {
        made.add(outcome.index);
        progress?.add(hasFailed(outcome));
      },
    });
  } finally {
    progress?.close();
  }
}

/** Starts threads that make an experiment's runs; undefined if runs are made elsewhere, or each sample needs new threads. */
export async function threadsFor(
  { source }: FoundExperiment,
  jobs: number,
  flags: RunFlags,
): Promise<StartedThreads | undefined> {
  if (flags.queue !== undefined || flags.uncertainty !== undefined) return undefined;
  const [, { runLimits, startThreads }] = await libraries();
  return startThreads(source, jobs, runLimits(flags));
}

/**
 * What the worlds of all runs that succeeded are built from. They are composed in a thread: what their code leaves to itself
 * there can't end this process, nor keep it from ending.
 *
 * @returns the problem if that can't be told, or the signal gave it up; one that has come before gave up runs, which threads may
 *   be at still: then it is told by another one.
 */
export async function worldsOf(
  { source }: FoundExperiment,
  { plan, outcomes }: { readonly plan: Plan; readonly outcomes: readonly RunOutcome[] },
  { threads, signal }: Pick<Execution, "threads" | "signal">,
): Promise<{ readonly worlds: ResolvedWorlds; readonly problem?: string }> {
  const [{ hasFailed }, { startThreads }] = await libraries();
  const succeeded = new Set(outcomes.filter((outcome) => !hasFailed(outcome)).map(({ index }) => index));
  const none = { components: {}, worlds: [] };
  if (succeeded.size === 0) return { worlds: none };
  const used = threads === undefined || signal.aborted ? startThreads(source, 1) : threads;
  const runs = plan.runs.filter(({ index }) => succeeded.has(index));
  try {
    return { worlds: await used.worlds({ ...plan, runs }, signal.aborted ? undefined : signal) };
  } catch (error) {
    return { worlds: none, problem: `run.json doesn't tell what worlds are built from: ${(error as Error).message}` };
  } finally {
    if (used !== threads) await used.close();
  }
}
