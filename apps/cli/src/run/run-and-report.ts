import type { FinishedRun, Plan, ResolvedWorlds, Results, RunContext, RunOutcome } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import type { QueueConnection, RunStore } from "@crosstalk/experiment/node";
import { commandText } from "../command-text.ts";
import { RunError } from "../errors.ts";
import { type FoundPlan, planFor, typedFlags } from "../experiment-options.ts";
import { formatDuration } from "../progress.ts";
import { versions } from "../versions.ts";
import { INTERRUPTED, stopOnInterrupt } from "./interruption.ts";
import { libraries } from "./libraries.ts";
import { makeRuns, storeFor, threadsFor, worldsOf } from "./make-runs.ts";
import { narrate } from "./narrate.ts";
import { outputProblems } from "./output-problems.ts";
import { printPlan } from "./print-plan.ts";
import { queueFor } from "./queue-executor.ts";
import { reportFailures } from "./report-failures.ts";
import {
  limitWords,
  MOST_JOBS,
  onlyWords,
  outputFolder,
  precisionFlagProblems,
  precisionWords,
  queueFlagProblems,
  type RunFlags,
  uncertaintyFlagProblems,
} from "./run-flags.ts";

/** Makes the runs of an experiment, writes the results, prints them, and sets the exit code. */
export async function runAndReport(called: string, flags: RunFlags): Promise<void> {
  const [experiments, { limitProblems, processorsToUse, queueProblems }] = await libraries();
  const { collectResults, precisionProblems, sampledReplicationsProblems, wholeNumber, wholeNumberProblems, wrapWords } =
    experiments;
  const { jobs: most = processorsToUse() } = flags;
  const folderProblems = await outputProblems();
  const asked = await planFor(called, flags, (experiment) => {
    return [
      ...wholeNumberProblems("jobs", most, 1, MOST_JOBS),
      ...limitProblems(flags),
      ...queueFlagProblems(flags, queueProblems),
      ...precisionFlagProblems(flags, precisionProblems),
      ...uncertaintyFlagProblems(flags, experiment?.replications, sampledReplicationsProblems),
      ...folderProblems(experiment?.name, flags),
    ];
  });
  if (flags.dryRun) return printPlan(asked, flags);
  const { found, plan: planned } = asked;
  const { experiment } = found;
  const out = outputFolder(experiment.name, flags);
  const jobs = Math.min(wholeNumber(most), planned.runs.length);
  const date = new Date().toISOString();
  const start = performance.now();
  const queue = await queueFor(flags);
  const where = queue === undefined ? `${jobs} at a time` : `through the queue at ${queue.shown}`;
  for (const text of [`${experiment.name}: ${experiment.about}`, `${howMany(planned, flags)}, ${where}`])
    narrate(flags, `${wrapWords(text, 80)}\n`);
  const { plan, outcomes, notes, store, made, worlds } = await makeAll(asked, flags, { out, jobs, queue });
  const collected = collectResults(experiment, plan, outcomes);
  const unkept = store?.problem === undefined ? undefined : `runs can't be kept one by one: ${store.problem}`;
  const results = { ...collected, notes: [...collected.notes, ...notes, ...(unkept === undefined ? [] : [unkept])] };
  const status = statusOf(results, outcomes.length < plan.runs.length);
  const context: RunContext = {
    module: found.module,
    command: commandText([
      "run",
      called,
      ...typedFlags(flags),
      ...precisionWords(flags),
      ...limitWords(flags),
      ...onlyWords(flags),
    ]),
    status,
    versions: { ...versions(), ...(store === undefined ? {} : { code: store.code }) },
    date,
    wallSeconds: (performance.now() - start) / 1000,
    ...(queue === undefined ? { jobs } : {}),
    worlds,
    reused: outcomes.filter(({ index }) => !made.has(index)).length,
  };
  await report(results, context, { out, called, flags, store });
  if (status !== "complete") process.exitCode = status === "interrupted" ? INTERRUPTED : 1;
}

/** The runs of a command, with what else has come of making them. */
interface MadeRuns {
  readonly plan: Plan;
  readonly outcomes: readonly RunOutcome[];
  /** What else there is to say of them. */
  readonly notes: readonly string[];
  readonly store: RunStore | undefined;
  /** Numbers of the runs that were made now. */
  readonly made: ReadonlySet<number>;
  /** What the worlds of those that succeeded are built from. */
  readonly worlds: ResolvedWorlds;
}

/** Makes the runs that are asked for, those of a precision one lot after another. */
async function makeAll(
  { found, request, plan }: FoundPlan,
  flags: RunFlags,
  { out, jobs, queue }: { readonly out: string; readonly jobs: number; readonly queue: QueueConnection | undefined },
): Promise<MadeRuns> {
  const [{ wrapWords }, { runToPrecision }] = await libraries();
  // First of all: they load the experiment while this one looks for runs that have been made.
  const threads = await threadsFor(found, jobs, flags);
  try {
    const store = await storeFor(found, out, flags);
    // Held until the results are written: whoever interrupts then gets them, or interrupts again.
    const { signal } = stopOnInterrupt();
    const made = new Set<number>();
    const make = (lot: Plan) => makeRuns(found, lot, { jobs, queue, threads, flags, signal, store, made });
    const precise = flags.precision === undefined ? undefined : { ...request, precision: flags.precision };
    const { note, reached, ...runs } =
      precise === undefined
        ? { plan, outcomes: await make(plan), note: undefined, reached: true }
        : await runToPrecision(make, found.experiment, precise);
    const { worlds, problem } = await worldsOf(found, runs, { threads, signal });
    // Whoever wants quiet is told of what went wrong, and this is not what was asked for.
    if (!reached && flags.quiet) process.stderr.write(`${wrapWords(`note: ${note}`, 80)}\n`);
    return { ...runs, notes: [note, problem].flatMap((text) => text ?? []), store, made, worlds };
  } finally {
    queue?.redis.disconnect();
    await threads?.close();
  }
}

/** Where results go, and how. */
interface Reporting {
  readonly out: string;
  /** The experiment as the user called it. */
  readonly called: string;
  readonly flags: RunFlags;
  /** What has the runs' time series. */
  readonly store: RunStore | undefined;
}

/**
 * Writes the results to files, prints them on stdout, and says on stderr what failed and where the files are. They are
 * printed even if they can't be written.
 */
async function report(results: Results, context: RunContext, { out, called, flags, store }: Reporting): Promise<void> {
  const [{ manifestOf, summaryTable, uncertaintyText, whatIfText, wrapWords }, { storeResults }] = await libraries();
  const { experiment, plan, runs, failures, summary } = results;
  reportFailures(results, called, flags.precision === undefined ? flags : { ...flags, replications: String(plan.replications) });
  const nothing = runs.length === 0 && failures.length === 0;
  const told = runs.length === 0 ? undefined : experiment.report?.(results);
  const seriesOf = (run: FinishedRun) => (store === undefined ? run.series : store.seriesOf(plan, run));
  const stored = nothing ? {} : await storeResults(out, results, context, told, seriesOf).catch((error: Error) => error);
  const json = () => `${JSON.stringify(manifestOf(results, context), null, 2)}\n`;
  const text = () => {
    if (experiment.sampled !== undefined) return uncertaintyText(results);
    return told?.text ?? summaryTable(summary, { metrics: experiment.summary }) + whatIfText(results);
  };
  process.stdout.write(flags.json ? json() : text());
  const took = formatDuration(context.wallSeconds * 1000);
  const before = context.reused ? `, ${context.reused} of them made before` : "";
  narrate(flags, `\n${context.status} after ${took}: ${runs.length} of ${counted(plan.runs.length, "run")}${before}\n`);
  if (context.status === "interrupted" && flags.only === undefined) narrate(flags, "the same command makes the rest\n");
  for (const note of results.notes) narrate(flags, `${wrapWords(`note: ${note}`, 80)}\n`);
  if (stored instanceof Error) throw new RunError(`the results can't be written to ${out}: ${stored.message}`);
  for (const [what, path] of Object.entries(stored)) narrate(flags, `${what.padEnd(8)}  ${path}\n`);
}

/** How many runs are made, in words. */
function howMany({ runs, replications }: Plan, { precision }: RunFlags): string {
  if (precision === undefined) return counted(runs.length, "run");
  return `${counted(runs.length / replications, "combination")}, replications until intervals are within ${precision}`;
}

function statusOf({ failures, problems }: Results, unfinished: boolean): RunContext["status"] {
  if (unfinished) return "interrupted";
  return failures.length > 0 || problems.length > 0 ? "failed" : "complete";
}
