import { type ProcessTimes, readLivingProcesses, timesOfSurvivors } from "./other-processes.ts";
import { type ProcessorTimes, processorTimesBetween, readProcessorTimes } from "./processor-times.ts";
import { type ResourceUsage, readResourceUsage } from "./resource-usage.ts";
import type { TracedCall } from "./strace-line.ts";
import { forkIn, type PassSettings, traceCommand, untraceable } from "./trace-command.ts";
import { readTrace } from "./trace-file.ts";
import { TraceReader } from "./trace-reader.ts";

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
  const args = ["-e", "trace=wait4,fork,vfork,clone,clone3", "-v"];
  const { file, exitCode } = await traceCommand(settings, { name: "untraced", args });
  const after = readProcessorTimes();
  const survivors = timesOfSurvivors(others, readLivingProcesses());
  let forked: number | undefined;
  let waited: TracedCall | undefined;
  for await (const event of readTrace(file)) {
    forked ??= forkIn(event);
    if (event.kind === "call" && event.name === "wait4" && (event.value ?? 0) > 0) waited = event;
  }
  if (forked === undefined || waited === undefined) throw untraceable(exitCode);
  const processorTimes = processorTimesBetween(before, after);
  return { exitCode, usage: readResourceUsage(waited, forked), processorTimes, others: survivors };
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
  const { file, exitCode } = await traceCommand(settings, { name: "traced", args: ["-f", "-y", "-e", "abbrev=!wait4"] });
  const reader = new TraceReader();
  let forked: number | undefined;
  for await (const event of readTrace(file)) {
    forked ??= forkIn(event);
    reader.take(event);
  }
  if (forked === undefined || reader.usage === undefined) throw untraceable(exitCode);
  reader.finish();
  return { exitCode, forks: reader.forks, usage: readResourceUsage(reader.usage, forked), trace: reader };
}
