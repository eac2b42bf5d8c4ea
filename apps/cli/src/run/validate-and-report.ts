import { basename, dirname, resolve } from "node:path";
import type { Runtime } from "@crosstalk/engine";
import type { Plan } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import type { Executor } from "@crosstalk/experiment/node";
import type { PublishedRow } from "@crosstalk/validation";
import type { ValidateFlags } from "../commands/validate.ts";
import { InterruptedError, RunError, UsageError } from "../errors.ts";
import { formatDuration, Progress } from "../progress.ts";
import { readJson } from "../read-json.ts";
import { stopOnInterrupt } from "./interruption.ts";
import { libraries } from "./libraries.ts";
import { MOST_JOBS } from "./run-flags.ts";

/** Compares published rows with what is simulated for them, prints the comparison, and sets the exit code. */
export async function validateAndReport(flags: ValidateFlags): Promise<void> {
  const [experiments, { outputFileProblems, processorsToUse, writeWhole }] = await libraries();
  const { describeProblem, runtimeNamed, runtimeProblems, USUAL_RUNTIME, wholeNumber, wholeNumberProblems } = experiments;
  const { planValidation, validate, validationDocument, validationJson, validationText } = await import("@crosstalk/validation");
  const { against, markdown, jobs: most = processorsToUse(), runtime: named = USUAL_RUNTIME } = flags;
  const { rows, problems } = await rowsOf(against);
  const wrong = [
    ...(flags.repeated ?? []),
    ...wholeNumberProblems("jobs", most, 1, MOST_JOBS).map(describeProblem),
    ...runtimeProblems(named).map(describeProblem),
    ...(markdown === undefined ? [] : outputFileProblems("markdown", markdown).map(describeProblem)),
    ...(markdown !== undefined && against !== undefined ? ["--markdown is given with --against; allowed is one of them"] : []),
    ...problems,
  ];
  if (wrong.length > 0) throw new UsageError(wrong);
  const start = performance.now();
  const plan = planValidation(rows);
  const total = plan.plans.reduce((sum, { runs }) => sum + runs.length, 0);
  const runtime = runtimeNamed(named) ?? USUAL_RUNTIME;
  const executor = executorFor(Math.min(wholeNumber(most), total), total, runtime, flags);
  const validation = await validate(plan, executor);
  process.stdout.write(flags.json ? `${JSON.stringify(validationJson(validation), null, 2)}\n` : validationText(validation));
  if (markdown !== undefined) writeWhole(dirname(resolve(markdown)), { [basename(markdown)]: validationDocument(validation) });
  for (const { levels, failure } of validation.failures) process.stderr.write(`${levels.case} failed: ${failure.message}\n`);
  if (!flags.quiet) process.stderr.write(`\n${counted(total, "run")} in ${formatDuration(performance.now() - start)}\n`);
  if (validation.failures.length > 0) throw new RunError(`${validation.failures.length} of ${counted(total, "run")} failed`);
}

/** Makes runs in workers, tells how far they are, and ends if the user says so: nothing is kept then. */
function executorFor(jobs: number, total: number, runtime: Runtime, { quiet }: ValidateFlags): Executor {
  const { signal } = stopOnInterrupt();
  const progress = quiet ? undefined : new Progress({ total, name: "validate", stream: process.stderr });
  let done = 0;
  return async (plan: Plan) => {
    const [{ hasFailed }, { workerPool }] = await libraries();
    const executor = workerPool({ url: import.meta.resolve("@crosstalk/validation"), exportName: "default" }, jobs);
    const outcomes = await executor({ ...plan, runtime }, { signal, onOutcome: (outcome) => progress?.add(hasFailed(outcome)) });
    done += outcomes.length;
    if (done === total || signal.aborted) progress?.close();
    if (signal.aborted) throw new InterruptedError();
    return outcomes;
  };
}

async function rowsOf(against: string | undefined): Promise<{ rows: readonly PublishedRow[]; problems: readonly string[] }> {
  const { parseRows, publishedRows } = await import("@crosstalk/validation");
  if (against === undefined) return { rows: publishedRows, problems: [] };
  try {
    const { rows, problems } = parseRows(readJson(against));
    return { rows, problems: problems.map((problem) => `against is ${against}: ${problem}`) };
  } catch (error) {
    return { rows: [], problems: [`against is ${against}: ${(error as Error).message}`] };
  }
}
