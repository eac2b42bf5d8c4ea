import { basename, dirname, join, resolve } from "node:path";
import { formatTime } from "@crosstalk/engine";
import type { FailedRun } from "@crosstalk/experiment";
import { counted } from "@crosstalk/experiment/counted";
import { RunError, UsageError } from "../errors.ts";
import { planFor } from "../experiment-options.ts";
import { libraries } from "../run/libraries.ts";
import { narrate } from "../run/narrate.ts";
import { refuse } from "./refuse-trace.ts";
import { MOST_EVENTS, type TraceFlags, virtualTime, windowProblems } from "./trace-flags.ts";

const FILE = "trace.pftrace";

/** Makes one run, records it, and writes the trace. */
export async function traceAndReport(called: string, flags: TraceFlags): Promise<void> {
  const [{ hasFailed, runName, traceRun, wholeNumber, wholeNumberProblems, wrapWords }, { outputFileProblems, writeWhole }] =
    await libraries();
  const { MOST_RECORDS, perfettoTrace } = await import("@crosstalk/metrics");
  const { most = MOST_RECORDS, actors } = flags;
  const { found, plan } = await planFor(called, flags, () => [
    ...windowProblems(flags),
    ...wholeNumberProblems("most", most, 1, MOST_EVENTS),
    ...(flags.out === undefined ? [] : outputFileProblems("out", flags.out)),
  ]);
  const { experiment } = found;
  const [run] = plan.runs;
  if (run === undefined) throw new UsageError("there is no run to record");
  const { out = join("results", experiment.name, `run-${run.index}`, FILE) } = flags;
  const others = plan.runs.length === 1 ? "" : `, the first of ${plan.runs.length}; --only records another`;
  narrate(flags, `${wrapWords(`${experiment.name}: ${runName(run)}${others}`, 80)}\n`);
  const traced = traceRun(experiment, plan, run, {
    ...(flags.from === undefined ? {} : { from: virtualTime(flags.from) }),
    ...(flags.to === undefined ? {} : { to: virtualTime(flags.to) }),
    ...(actors.length === 0 ? {} : { actors }),
    counters: flags.counter,
    most: wholeNumber(most),
  });
  const { recording, outcome } = traced;
  if (recording !== undefined) {
    refuse(traced, flags, wholeNumber(most));
    const bytes = perfettoTrace(recording, `${experiment.name}, ${runName(run)}`);
    try {
      writeWhole(dirname(resolve(out)), { [basename(out)]: bytes });
    } catch (error) {
      throw new RunError(`the trace can't be written to ${out}: ${(error as Error).message}`);
    }
    const fingerprint = hasFailed(outcome) ? undefined : outcome.fingerprint;
    if (fingerprint !== undefined) narrate(flags, `fingerprint ${fingerprint}\n`);
    if (flags.json) {
      const told = { file: out, run: run.index, events: recording.records.length, bytes: bytes.length, fingerprint };
      process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
    }
    const size = (bytes.length / 1e6).toFixed(bytes.length < 1e6 ? 3 : 1);
    narrate(flags, `${counted(recording.records.length, "event")}, ${size} MB: ${out}\nhttps://ui.perfetto.dev opens it\n`);
  }
  if (hasFailed(outcome)) throw new RunError(failureText(outcome, recording !== undefined));
}

function failureText({ failure: { message, path, at } }: FailedRun, traced: boolean): string {
  const where = path === undefined || path === "" ? "" : ` in ${path}`;
  const when = at === undefined ? "" : ` at ${formatTime(at)}`;
  return `the run failed${where}${when}: ${message}${traced ? "; the trace shows what came before" : ""}`;
}
