import type { SystemCallClass } from "@crosstalk/guest-os";
import type { CallStatistics } from "./call-statistics.ts";
import { hasFailed, type Moved, movedBytes } from "./classify-call.ts";
import { openPipe, type PipeNumbers, pipeInode } from "./descriptor-calls.ts";
import type { ProcessDraft } from "./process-draft.ts";
import type { TracedCall, TracedSignal } from "./strace-line.ts";
import { isInterrupted, type Waiting, waitingOf } from "./waiting-calls.ts";

/** Finds the last process that had a pid; undefined for one outside the recording. */
export type ProcessFinder = (pid: number) => ProcessDraft | undefined;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The file name in `execve("/usr/bin/sed", ...)` or `execveat(3</usr/bin/sed>, "", ...)`. */
function programOf(call: TracedCall): string {
  const [, descriptor = "", path = ""] = /^(?:[^"]*?<([^>]*)>, )?"([^"]*)"/.exec(call.args) ?? [];
  return baseName(path === "" ? descriptor : path) || "unknown";
}

/** Turns the calls of a process, forks and exits apart, into its steps. */
export class CallRecorder {
  private readonly statistics: CallStatistics;
  private readonly pipes: PipeNumbers;
  private readonly find: ProcessFinder;

  constructor(statistics: CallStatistics, pipes: PipeNumbers, find: ProcessFinder) {
    this.statistics = statistics;
    this.pipes = pipes;
    this.find = find;
  }

  record(process: ProcessDraft, call: TracedCall, name: SystemCallClass): void {
    const moved = movedBytes(call, name);
    this.statistics.move(moved);
    if (isInterrupted(call, name)) {
      process.interrupted = { call, name };
      return;
    }
    if (!hasFailed(call) && this.recordOwnStep(process, call, name)) return;
    const waiting = waitingOf(call, name);
    if (waiting.for !== "nothing" && this.recordWaiting(process, waiting, name)) {
      process.move(moved);
      return;
    }
    this.recordPlain(process, call, name, moved);
  }

  /** Tells what an interrupted call was waiting for: a child, if SIGCHLD from one broke it off. */
  settle(process: ProcessDraft, signal: TracedSignal | undefined): void {
    if (process.interrupted === undefined) return;
    const { call, name } = process.interrupted;
    process.interrupted = undefined;
    const pid = signal?.signal === "SIGCHLD" ? /si_pid=(\d+)/.exec(signal.details)?.[1] : undefined;
    const child = pid === undefined ? undefined : this.find(Number(pid));
    const nanoseconds = call.duration ?? 0;
    if (child?.ended) process.add({ do: "wait", child: child.id, any: true, reaps: false, through: name });
    else process.add({ do: name === "sleep" ? "sleep" : "block", nanoseconds, through: name });
  }

  /** Calls that are a step of their own whenever they succeed. False for all others. */
  private recordOwnStep(process: ProcessDraft, call: TracedCall, name: SystemCallClass): boolean {
    if (name === "exec") {
      process.program = programOf(call);
      process.add({ do: "exec", program: process.program });
    } else if (name === "pipe-open") {
      const pipe = openPipe(call, process.table, this.pipes);
      if (pipe === undefined) return false;
      process.add({ do: "pipe-open", pipe });
    } else if (name === "pipe-read" || name === "pipe-write") {
      const pipe = this.pipes.find(pipeInode(call.args) ?? "");
      if (pipe === undefined) return false;
      process.transfer(name, pipe, call.value ?? 0);
    } else {
      return false;
    }
    this.statistics.sample(name, call.duration ?? 0);
    return true;
  }

  private recordWaiting(process: ProcessDraft, waiting: Waiting, name: SystemCallClass): boolean {
    if (waiting.for === "child") {
      const child = this.find(waiting.pid);
      if (child === undefined) return false;
      process.add({ do: "wait", child: child.id, any: waiting.any, reaps: waiting.reaps, through: name });
    } else if (waiting.for !== "nothing") {
      const kind = waiting.for === "time" ? "sleep" : "block";
      process.add({ do: kind, nanoseconds: waiting.nanoseconds, through: name });
    }
    return true;
  }

  private recordPlain(process: ProcessDraft, call: TracedCall, name: SystemCallClass, moved: Moved | undefined): void {
    this.statistics.sample(name, call.duration ?? 0);
    process.count(name, moved);
  }
}
