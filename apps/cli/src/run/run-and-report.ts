import type { Plan, Results, RunContext, RunOutcome } from "@crosstalk/experiment";
import { commandText } from "../command-text.ts";
import { RunError } from "../errors.ts";
import { planFor, typedFlags } from "../experiment-options.ts";
import type { FoundExperiment } from "../find-experiment.ts";
import { formatDuration, Progress } from "../progress.ts";
import { versions } from "../versions.ts";
import { INTERRUPTED, stopOnInterrupt } from "./interruption.ts";
import { reportFailures } from "./report-failures.ts";
import { MOST_JOBS, onlyWords, outputFolder, precisionFlagProblems, precisionWords, type RunFlags } from "./run-flags.ts";

/** Makes the runs of an experiment, writes the results, prints them, and sets the exit code. */
export async function runAndReport(called: string, flags: RunFlags): Promise<void> {
  const [experiments, { outputFolderProblems, processorsToUse, resultFiles, runToPrecision }] = await libraries();
  const { collectResults, precisionProblems, wholeNumber, wholeNumberProblems } = experiments;
  const { jobs: most = processorsToUse() } = flags;
  const {
    found,
    request,
    plan: planned,
  } = await planFor(called, flags, (asked) => {
    const folder = asked === undefined ? flags.out : outputFolder(asked.name, flags);
    return [
      ...wholeNumberProblems("jobs", most, 1, MOST_JOBS),
      ...precisionFlagProblems(flags, precisionProblems),
      ...(folder === undefined ? [] : outputFolderProblems("out", folder, resultFiles)),
    ];
  });
  const { experiment } = found;
  const out = outputFolder(experiment.name, flags);
  const jobs = Math.min(wholeNumber(most), planned.runs.length);
  const date = new Date().toISOString();
  const start = performance.now();
  narrate(flags, `${experiment.name}: ${experiment.about}\n${howMany(planned, flags)}, ${jobs} at a time\n`);
  // Held until the results are written: whoever interrupts then gets them, or interrupts again.
  const { signal } = stopOnInterrupt();
  const make = (plan: Plan) => execute(found, plan, jobs, flags, signal);
  const { precision } = flags;
  const { plan, outcomes, note } =
    precision === undefined
      ? { plan: planned, outcomes: await make(planned), note: undefined }
      : await runToPrecision(make, experiment, { ...request, precision });
  const collected = collectResults(experiment, plan, outcomes);
  const results = { ...collected, notes: [...collected.notes, ...(note === undefined ? [] : [note])] };
  const status = statusOf(results, outcomes.length < plan.runs.length);
  const context: RunContext = {
    module: found.module,
    command: commandText(["run", called, ...typedFlags(flags), ...precisionWords(flags), ...onlyWords(flags)]),
    status,
    versions: versions(),
    date,
    wallSeconds: (performance.now() - start) / 1000,
    jobs,
  };
  await report(results, context, out, called, flags);
  if (status !== "complete") process.exitCode = status === "interrupted" ? INTERRUPTED : 1;
}

/**
 * Makes the runs, tells how far they are, and stops when the user says so. Always in workers, be it one: a run keeps its
 * thread busy to the end, and this one has to hear Ctrl-C.
 */
async function execute(
  { experiment, url }: FoundExperiment,
  plan: Plan,
  jobs: number,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<readonly RunOutcome[]> {
  const [{ hasFailed }, { workerPool }] = await libraries();
  const executor = workerPool({ url, exportName: "default" }, jobs);
  const [first, last] = [plan.runs[0]?.replication, plan.runs.at(-1)?.replication];
  const name = flags.precision === undefined ? experiment.name : `${experiment.name}, replications ${first} to ${last}`;
  const progress = flags.quiet ? undefined : new Progress({ total: plan.runs.length, name, stream: process.stderr });
  try {
    return await executor(plan, { signal, onOutcome: (outcome) => progress?.add(hasFailed(outcome)) });
  } finally {
    progress?.close();
  }
}

/**
 * Writes the results to files, prints them on stdout, and says on stderr what failed and where the files are. They are
 * printed even if they can't be written.
 */
async function report(results: Results, context: RunContext, out: string, called: string, flags: RunFlags): Promise<void> {
  const [{ manifestOf, summaryTable }, { storeResults }] = await libraries();
  const { experiment, plan, runs, failures, summary } = results;
  reportFailures(results, called, flags.precision === undefined ? flags : { ...flags, replications: String(plan.replications) });
  const nothing = runs.length === 0 && failures.length === 0;
  const told = runs.length === 0 ? undefined : experiment.report?.(results);
  const stored = nothing ? {} : await storeResults(out, results, context, told).catch((error: Error) => error);
  const json = () => `${JSON.stringify(manifestOf(results, context), null, 2)}\n`;
  process.stdout.write(flags.json ? json() : (told?.text ?? summaryTable(summary, { metrics: experiment.summary })));
  const took = formatDuration(context.wallSeconds * 1000);
  narrate(flags, `\n${context.status} after ${took}: ${runs.length} of ${plan.runs.length} runs\n`);
  for (const note of results.notes) narrate(flags, `note: ${note}\n`);
  if (stored instanceof Error) throw new RunError(`the results can't be written to ${out}: ${stored.message}`);
  for (const [what, path] of Object.entries(stored)) narrate(flags, `${what.padEnd(8)}  ${path}\n`);
}

/** How many runs are made, in words. */
function howMany({ runs, replications }: Plan, { precision }: RunFlags): string {
  if (precision === undefined) return `${runs.length} runs`;
  return `${runs.length / replications} combinations, replications until intervals are within ${precision}`;
}

function statusOf({ failures, problems }: Results, unfinished: boolean): RunContext["status"] {
  if (unfinished) return "interrupted";
  return failures.length > 0 || problems.length > 0 ? "failed" : "complete";
}

function narrate({ quiet }: RunFlags, text: string): void {
  if (!quiet) process.stderr.write(text);
}

/** Loaded only when there is something to run, so that the command itself starts quickly. */
function libraries() {
  return Promise.all([import("@crosstalk/experiment"), import("@crosstalk/experiment/node")]);
}
