import { CallRecorder } from "./call-recorder.ts";
import { CallStatistics } from "./call-statistics.ts";
import { classOfCall, hasFailed } from "./classify-call.ts";
import { followDescriptors, PipeNumbers } from "./descriptor-calls.ts";
import { DescriptorTable } from "./descriptor-table.ts";
import { ProcessDraft } from "./process-draft.ts";
import type { TracedCall, TracedEnd, TracedEvent, TracedSignal, TracedTakeover } from "./strace-line.ts";
import { hasWaited } from "./waiting-calls.ts";

function forkKind(call: TracedCall): "process" | "vfork" | "thread" {
  if (call.args.includes("CLONE_THREAD")) return "thread";
  return call.name === "vfork" || call.args.includes("CLONE_VFORK") ? "vfork" : "process";
}

const instantOf = (event: TracedEvent): number => (event.kind === "call" ? event.entered : event.at);

/**
 * Puts the events of a trace together into a process tree. The trace is of GNU time running the command: the first
 * process is time itself and is left out, its child is process 0, from its first successful exec on.
 */
export class TraceReader {
  /** In order of creation. */
  readonly processes: ProcessDraft[] = [];
  readonly statistics = new CallStatistics();
  /** The last `wait4` of the wrapper, with the resources that the command used. */
  usage: TracedCall | undefined;
  private wrapper: number | undefined;
  private started = false;
  private readonly live = new Map<number, ProcessDraft>();
  /** The last process that had a pid: a pid is free only once its process is reaped. */
  private readonly byPid = new Map<number, ProcessDraft>();
  /** Events of processes whose parent's fork has not returned yet. */
  private readonly early = new Map<number, TracedEvent[]>();
  /** When those began to be forked that have shown no sign of life yet. */
  private readonly forkedAt = new Map<number, number>();
  private readonly pipes = new PipeNumbers();
  private readonly recorder = new CallRecorder(this.statistics, this.pipes, (pid) => this.byPid.get(pid));

  take(event: TracedEvent): void {
    this.wrapper ??= event.pid;
    const process = this.live.get(event.pid);
    if (event.pid === this.wrapper) this.takeWrapper(event);
    else if (process !== undefined) this.takeOf(process, event);
    else this.early.set(event.pid, [...(this.early.get(event.pid) ?? []), event]);
  }

  /** Processes made, threads not among them, and without the command itself. */
  get forks(): number {
    return this.countForks((how) => how !== "thread");
  }

  get threads(): number {
    return this.countForks((how) => how === "thread");
  }

  /**
   * To be called after the last event.
   *
   * @throws {Error} if a process was never seen to be forked, or never ended.
   */
  finish(): void {
    if (this.early.size > 0) throw new Error(`the trace doesn't tell who forked ${[...this.early.keys()].join(", ")}`);
    if (this.live.size > 0) throw new Error(`the trace doesn't tell how ${[...this.live.keys()].join(", ")} ended`);
    if (!this.started) throw new Error("the trace has no command in it");
  }

  private countForks(matches: (how: string) => boolean): number {
    const steps = this.processes.flatMap((process) => process.steps);
    return steps.filter((step) => step.do === "fork" && matches(step.how)).length;
  }

  private takeWrapper(event: TracedEvent): void {
    if (event.kind !== "call" || hasFailed(event)) return;
    if (event.name === "wait4") this.usage = event;
    else if (classOfCall(event, this.pipes) === "fork" && event.value !== null && this.processes.length === 0) {
      this.adopt(new ProcessDraft(0, null, event.value, new DescriptorTable()));
    }
  }

  private takeOf(process: ProcessDraft, event: TracedEvent): void {
    const forkedAt = this.forkedAt.get(event.pid);
    if (forkedAt !== undefined) {
      this.forkedAt.delete(event.pid);
      this.statistics.sample("fork", instantOf(event) - forkedAt);
    }
    switch (event.kind) {
      case "call":
        this.takeCall(process, event);
        break;
      case "signal":
        this.takeSignal(process, event);
        break;
      case "end":
        this.takeEnd(process, event);
        break;
      case "takeover":
        this.takeOver(process, event);
        break;
    }
  }

  private takeCall(process: ProcessDraft, call: TracedCall): void {
    const name = classOfCall(call, this.pipes);
    this.started ||= name === "exec";
    if (!this.started) return;
    this.recorder.settle(process, undefined);
    process.enter(call.entered);
    if (name === "exit") {
      process.exitEntered = call.entered;
      return;
    }
    if (call.duration === null && call.note === "") {
      this.statistics.count(name, true, 0);
      process.count(name, undefined);
      return;
    }
    process.leave(call.entered + (call.duration ?? 0), hasWaited(call, name));
    this.statistics.count(name, hasFailed(call), call.duration ?? 0);
    if (name === "fork" && !hasFailed(call)) this.fork(process, call);
    else this.recorder.record(process, call, name);
    if (!hasFailed(call)) followDescriptors(call, process.table, this.pipes);
    process.noteGivenUp();
  }

  private fork(process: ProcessDraft, call: TracedCall): void {
    const pid = call.value ?? 0;
    const table = call.args.includes("CLONE_FILES") ? process.table : process.table.copy();
    const child = new ProcessDraft(this.processes.length, process, pid, table);
    this.forkedAt.set(pid, call.entered);
    process.add({ do: "fork", child: child.id, how: forkKind(call) });
    this.adopt(child);
  }

  private adopt(process: ProcessDraft): void {
    this.processes.push(process);
    this.live.set(process.pid, process);
    this.byPid.set(process.pid, process);
    const events = this.early.get(process.pid) ?? [];
    this.early.delete(process.pid);
    for (const event of events) this.take(event);
  }

  private takeSignal(process: ProcessDraft, signal: TracedSignal): void {
    if (!this.started) return;
    process.enter(signal.at);
    this.recorder.settle(process, signal);
    process.leave(signal.at, false);
  }

  private takeEnd(process: ProcessDraft, end: TracedEnd): void {
    this.recorder.settle(process, undefined);
    if (process.exitEntered !== undefined && end.code !== null) {
      const duration = end.at - process.exitEntered;
      this.statistics.count("exit", false, duration);
      this.statistics.sample("exit", duration);
      process.add({ do: "exit", code: end.code });
    } else {
      process.add({ do: "killed", by: end.signal ?? "exit" });
    }
    this.retire(process);
  }

  private takeOver(leader: ProcessDraft, { by }: TracedTakeover): void {
    const thread = this.live.get(by);
    if (thread === undefined || thread === leader) return;
    thread.add({ do: "killed", by: "exec" });
    this.retire(thread);
  }

  private retire(process: ProcessDraft): void {
    process.ended = true;
    this.live.delete(process.pid);
  }
}
