import { join } from "node:path";
import type { Plan, RunOutcome } from "@crosstalk/experiment";
import type { Executor, RunStore } from "@crosstalk/experiment/node";
import type { FoundExperiment } from "../find-experiment.ts";
import { Progress } from "../progress.ts";
import { libraries } from "./libraries.ts";
import { narrate } from "./narrate.ts";
import type { RunFlags } from "./run-flags.ts";

/** Where runs are kept one by one. A run that is made alone is a replay, which is always made and not kept. */
export async function storeFor(
  { experiment, url }: FoundExperiment,
  out: string,
  { only }: RunFlags,
): Promise<RunStore | undefined> {
  const [, { RUNS_FOLDER, RunStore }] = await libraries();
  return only === undefined ? new RunStore(join(out, RUNS_FOLDER), experiment, { url, exportName: "default" }) : undefined;
}

/** How runs are made. */
export interface Execution {
  readonly jobs: number;
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
  { experiment, url }: FoundExperiment,
  plan: Plan,
  { jobs, flags, signal, store, made }: Execution,
): Promise<readonly RunOutcome[]> {
  const [{ hasFailed }, { resuming, runLimits, uncertainPool, workerPool }] = await libraries();
  const module = { url, exportName: "default" };
  const limits = runLimits(flags);
  const pool =
    flags.uncertainty === undefined ? workerPool(module, jobs, limits) : uncertainPool(experiment, module, jobs, limits);
  const [first, last] = [plan.runs[0]?.replication, plan.runs.at(-1)?.replication];
  const name = flags.precision === undefined ? experiment.name : `${experiment.name}, replications ${first} to ${last}`;
  let progress: Progress | undefined;
  const telling: Executor = (missing, options) => {
    const reused = plan.runs.length - missing.runs.length;
    if (reused > 0) narrate(flags, `${reused} of ${plan.runs.length} runs were made before\n`);
    if (!flags.quiet) progress = new Progress({ total: missing.runs.length, name, stream: process.stderr });
    return pool(missing, options);
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
