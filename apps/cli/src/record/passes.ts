import { join } from "node:path";
import { RunError } from "../errors.ts";
import { runToEnd } from "./child-process.ts";
import { classOfSystemCall } from "./linux-system-calls.ts";
import { type ProcessTimes, readLivingProcesses, timesOfSurvivors } from "./other-processes.ts";
import { type ProcessorTimes, processorTimesBetween, readProcessorTimes } from "./processor-times.ts";
import { type ResourceUsage, readResourceUsage } from "./resource-usage.ts";
import type { TracedCall, TracedEvent } from "./strace-line.ts";
import type { RecordingTools } from "./tools.ts";
import { readTrace } from "./trace-file.ts";
import { TraceReader } from "./trace-reader.ts";

/** What every pass over a command needs. */
export interface PassSettings {
  readonly tools: RecordingTools;
  /** The program's file and its arguments. */
  readonly command: readonly string[];
  /** A folder for traces, removed afterwards by whoever made it. */
  readonly folder: string;
  readonly abort?: AbortSignal;
}

const times = ["--absolute-timestamps=format:unix,precision:ns", "--syscall-times=ns", "-q", "-e", "signal=all"];
const processCalls = "trace=fork,vfork,clone,clone3,wait4,exit_group";

async function trace(settings: PassSettings, name: string, args: readonly string[]): Promise<{ file: string; exitCode: number }> {
  const { tools, command, folder, abort } = settings;
  const file = join(folder, `${name}.strace`);
  const wrapped = [tools.time, "-q", "-o", "/dev/null", "-f", "", ...command];
  const exitCode = await runToEnd(tools.strace, [...times, ...args, "-o", file, "--", ...wrapped], "drop", abort);
  return { file, exitCode };
}

const untraceable = (exitCode: number): RunError =>
  new RunError(
    `strace could not trace the command (it ended with code ${exitCode}; its own message is above).` +
      " In a container it needs the capability SYS_PTRACE.",
  );

/** When and how a fork that succeeded was asked for; undefined for any other event. */
function forkIn(event: TracedEvent): { readonly entered: number; readonly thread: boolean } | undefined {
  if (event.kind !== "call" || classOfSystemCall(event.name) !== "fork" || (event.value ?? 0) <= 0) return undefined;
  return { entered: event.entered, thread: event.args.includes("CLONE_THREAD") };
}

/** A pass in which only GNU time is traced and the command runs undisturbed. */
export interface UntracedPass {
  readonly exitCode: number;
  readonly usage: ResourceUsage;
  /** What the whole machine did meanwhile. */
  readonly processorTimes: ProcessorTimes;
  /** What processes did that were still there afterwards, so not the command's. */
  readonly others: ProcessTimes;
}

/** Runs the command once, undisturbed, and measures it. */
export async function passUntraced(settings: PassSettings): Promise<UntracedPass> {
  const others = readLivingProcesses();
  const before = readProcessorTimes();
  const { file, exitCode } = await trace(settings, "untraced", ["-e", "trace=wait4,fork,vfork,clone,clone3", "-v"]);
  const after = readProcessorTimes();
  const survivors = timesOfSurvivors(others, readLivingProcesses());
  let forked: number | undefined;
  let waited: TracedCall | undefined;
  for await (const event of readTrace(file)) {
    forked ??= forkIn(event)?.entered;
    if (event.kind === "call" && event.name === "wait4" && (event.value ?? 0) > 0) waited = event;
  }
  if (forked === undefined || waited === undefined) throw untraceable(exitCode);
  const processorTimes = processorTimesBetween(before, after);
  return { exitCode, usage: readResourceUsage(waited, forked), processorTimes, others: survivors };
}

/** A pass in which only forks are followed. */
export interface CountedPass {
  readonly exitCode: number;
  /** Processes made, threads not among them, and without the command itself. */
  readonly forks: number;
}

/** Runs the command once, lightly traced (forks only), to know how many processes it makes. */
export async function passCounted(settings: PassSettings): Promise<CountedPass> {
  const { file, exitCode } = await trace(settings, "counted", ["-f", "--seccomp-bpf", "-e", processCalls]);
  let forks = -1;
  for await (const event of readTrace(file)) {
    if (forkIn(event)?.thread === false) forks += 1;
  }
  if (forks < 0) throw untraceable(exitCode);
  return { exitCode, forks };
}

/** A pass in which everything is traced. */
export interface TracedPass {
  readonly exitCode: number;
  readonly forks: number;
  /** Times of the command and its children under tracing; the tracer's own are not in them. */
  readonly usage: ResourceUsage;
  readonly trace: TraceReader;
}

/** Runs the command once with every system call traced. */
export async function passTraced(settings: PassSettings): Promise<TracedPass> {
  const { file, exitCode } = await trace(settings, "traced", ["-f", "-y", "-e", "abbrev=!wait4"]);
  const reader = new TraceReader();
  let forked: number | undefined;
  for await (const event of readTrace(file)) {
    forked ??= forkIn(event)?.entered;
    reader.take(event);
  }
  if (forked === undefined || reader.usage === undefined) throw untraceable(exitCode);
  reader.finish();
  const forks = reader.processes.reduce(
    (sum, { steps }) => sum + steps.filter((step) => step.do === "fork" && step.how !== "thread").length,
    0,
  );
  return { exitCode, forks, usage: readResourceUsage(reader.usage, forked), trace: reader };
}
