import { join } from "node:path";
import { classOfSystemCall } from "@crosstalk/guest-os";
import { RunError } from "../errors.ts";
import { runToEnd } from "./child-process.ts";
import type { TracedEvent } from "./strace-line.ts";
import type { RecordingTools } from "./tools.ts";

/** What every pass over a command needs. */
export interface PassSettings {
  readonly tools: RecordingTools;
  /** The program's file and its arguments. */
  readonly command: readonly string[];
  /** A folder for traces, removed afterwards by whoever made it. */
  readonly folder: string;
  readonly abort?: AbortSignal;
}

/** Options with which strace writes what {@link StraceReader} reads. */
const readable = ["--absolute-timestamps=format:unix,precision:ns", "--syscall-times=ns", "-q", "-e", "signal=all"];

/** One run under strace: the trace, and how the command ended. */
export interface CommandTrace {
  readonly file: string;
  readonly exitCode: number;
}

/** Where a run's trace is written to, and what strace is asked for. */
interface TraceRequest {
  readonly name: string;
  readonly args: readonly string[];
  /** Options for a second strace that watches the first one, and writes `NAME.tracer.strace`. */
  readonly tracer?: readonly string[];
}

/** Runs GNU time, and below it the command, under strace. */
export async function traceCommand(settings: PassSettings, { name, args, tracer }: TraceRequest): Promise<CommandTrace> {
  const { tools, command, folder, abort } = settings;
  const file = join(folder, `${name}.strace`);
  const wrapped = [tools.time, "-q", "-o", "/dev/null", "-f", "", ...command];
  const traced = [...readable, ...args, "-o", file, "--", ...wrapped];
  const watched = tracer === undefined ? [] : [...readable, ...tracer, "-o", tracerFile(file), "--", tools.strace];
  const exitCode = await runToEnd(tools.strace, [...watched, ...traced], "drop", abort);
  return { file, exitCode };
}

/** Where the second strace wrote what the first one did. */
export const tracerFile = (file: string): string => file.replace(/\.strace$/, ".tracer.strace");

/** The error for a trace in which the command is not to be found. */
export const untraceable = (exitCode: number): RunError =>
  new RunError(
    `strace could not trace the command (it ended with code ${exitCode}; its own message is above).` +
      " In a container it needs the capability SYS_PTRACE.",
  );

/** When a fork that succeeded was asked for; undefined for any other event. */
export function forkIn(event: TracedEvent): number | undefined {
  const forked = event.kind === "call" && classOfSystemCall(event.name) === "fork" && (event.value ?? 0) > 0;
  return forked ? event.entered : undefined;
}
