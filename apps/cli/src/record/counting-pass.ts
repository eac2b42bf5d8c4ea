import { type ProcessUse, type Used, useOfProcesses } from "./process-use.ts";
import { type ResourceUsage, readResourceUsage } from "./resource-usage.ts";
import { forkIn, type PassSettings, traceCommand, tracerFile, untraceable } from "./trace-command.ts";
import { readTrace } from "./trace-file.ts";
import { TraceReader } from "./trace-reader.ts";

/** A pass in which only the process tree is followed, and each process is weighed. */
export interface CountedPass {
  readonly exitCode: number;
  /** Processes made, threads not among them, and without the command itself. */
  readonly forks: number;
  readonly threads: number;
  /** What the command and its children used. */
  readonly usage: ResourceUsage;
  /** What each process used by itself; undefined where this can't be told. */
  readonly use: ProcessUse | undefined;
}

const treeCalls = "trace=fork,vfork,clone,clone3,execve,execveat,wait4,waitid,exit,exit_group";

/**
 * What each process had used when it ended, its reaped children included, by pid, in the order of their ends. The
 * tracer gets it with the `wait4` that tells it of the end.
 */
async function readEnds(file: string): Promise<ReadonlyMap<number, readonly Used[]>> {
  const ends = new Map<number, Used[]>();
  for await (const event of readTrace(file)) {
    if (event.kind !== "call" || event.name !== "wait4" || !/WIFEXITED|WIFSIGNALED/.test(event.args)) continue;
    if (event.value === null || !event.args.includes("ru_utime")) continue;
    const { userNanoseconds, systemNanoseconds, minorFaults } = readResourceUsage(event, event.entered);
    const used = { processorNanoseconds: userNanoseconds + systemNanoseconds, minorFaults };
    ends.set(event.value, [...(ends.get(event.value) ?? []), used]);
  }
  return ends;
}

/**
 * Runs the command once, lightly traced: forks, execs, waits and ends only. The tracer is itself traced for its waits,
 * in which the kernel tells it what each process used: to the microsecond, with none of the tracers' time in it, and at
 * no cost to the process. (It asks for that only when it has to count times, `-C`.)
 */
export async function passCounted(settings: PassSettings): Promise<CountedPass> {
  const { file, exitCode } = await traceCommand(settings, {
    name: "counted",
    args: ["-f", "--seccomp-bpf", "-C", "-e", treeCalls, "-e", "abbrev=!wait4"],
    tracer: ["-e", "trace=wait4", "-e", "abbrev=!wait4"],
  });
  const reader = new TraceReader();
  let forked: number | undefined;
  for await (const event of readTrace(file)) {
    forked ??= forkIn(event);
    reader.take(event);
  }
  if (forked === undefined || reader.usage === undefined) throw untraceable(exitCode);
  reader.finish();
  return {
    exitCode,
    forks: reader.forks,
    threads: reader.threads,
    usage: readResourceUsage(reader.usage, forked),
    use: useOfProcesses(reader.processes, await readEnds(tracerFile(file))),
  };
}
