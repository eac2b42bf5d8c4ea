import { ModelError, type ModelEvent, NEVER, now, random } from "@crosstalk/engine";
import { type Account, account, type Burst, causedBy, type Operations, type Segment } from "@crosstalk/hardware";
import type { Code } from "../code.ts";
import type { KernelCosts } from "../costs.ts";
import type { Duration } from "../program.ts";
import { markTouches } from "./memory/telling.ts";
import type { KernelContext, Lock, Pipe, ProcessEntry } from "./state.ts";

/** What a kernel is built from, beside its memory. */
export interface KernelModel {
  readonly costs: KernelCosts;
  readonly codes: readonly Code[];
  /** Sleeps end at a multiple of this: the tick's period, or 1 ns with high-resolution timers. */
  readonly timerResolution: number;
  /** Pages mapped by a process before it has touched any. */
  readonly imagePages: number;
  /** Index of the balloon driver's program; absent: the machine lends none. */
  readonly balloonDriver?: number;
}

/** The handling of one event by a kernel. */
export interface Act {
  readonly context: KernelContext;
  readonly model: KernelModel;
  readonly out: ModelEvent[];
  /** The processor that the kernel acts on. */
  readonly on: number;
}

/** Path of a kernel's scheduler. */
export function schedulerOf(path: string): string {
  return `${path}/scheduler`;
}

/** Path of the chart of a slot of the process table. */
export function processPath(path: string, pid: number): string {
  return `${path}/pid${pid}`;
}

/** Emits a command to the kernel's scheduler. */
export function order({ context, out, on }: Act, command: { readonly type: string; readonly [field: string]: unknown }): void {
  out.push({ to: schedulerOf(context.path), on, ...command });
}

/** The process of that number; fails the run if there is none. */
export function processOf({ context }: Act, pid: number): ProcessEntry {
  const process = context.processes[pid];
  if (process === undefined || process === null) throw new ModelError(`${context.path} has no process ${pid}`);
  return process;
}

/** Counts something that the kernel does. */
export function count({ context }: Act, what: string, times = 1): void {
  if (times > 0) context.counts[what] = (context.counts[what] ?? 0) + times;
}

/** Name of the tenant whose process it is. */
export function tenantNameOf({ context }: Act, process: ProcessEntry): string {
  return context.tenants[process.tenant]?.name ?? "";
}

/** The account of a process's own work. */
export function userAccount(act: Act, process: ProcessEntry): Account {
  return account("user", tenantNameOf(act, process));
}

/** The account of the kernel's work that a process causes. */
export function kernelAccount(act: Act, process: ProcessEntry): Account {
  return causedBy(userAccount(act, process), "kernel", act.context.path);
}

/** The account under which a process spins. */
export function spinAccount(act: Act, process: ProcessEntry): Account {
  return causedBy(userAccount(act, process), "spin", act.context.path);
}

/** A segment of the kernel's work for a process. */
export function kernelSegment(act: Act, process: ProcessEntry, operations: Operations): Segment {
  return { parts: [{ account: kernelAccount(act, process), operations }], from: 0 };
}

/** Draws a duration, in whole nanoseconds. The stream is named by the role of the process, so platforms draw alike. */
export function drawDuration(act: Act, process: ProcessEntry, duration: Duration, purpose: string): number {
  if (typeof duration === "number") return duration;
  const stream = random(`${tenantNameOf(act, process)}/${process.role}: ${purpose}`);
  switch (duration.distribution) {
    case "uniform":
      return Math.round(stream.uniformBetween(duration.low, duration.high));
    case "exponential":
      return Math.round(stream.exponential(duration.mean));
    case "lognormal":
      return Math.round(stream.lognormal(duration.mean, duration.variation));
  }
}

/** Gives a process a burst to run; it becomes runnable if it was not. */
export function runBurst(act: Act, process: ProcessEntry, work: Burst, effect: ProcessEntry["effect"]): void {
  const burst = markTouches(act.context.memory, work);
  act.context.ticket += 1;
  process.burst = burst;
  process.effect = effect;
  process.waiting = null;
  order(act, { type: "RUN", processor: process.pid, ticket: act.context.ticket, burst, timer: NEVER });
}

/** Lets a process stand still, for ever or until an instant. */
export function halt(act: Act, process: ProcessEntry, waiting: NonNullable<ProcessEntry["waiting"]>, until = NEVER): void {
  process.waiting = waiting;
  order(act, { type: "HALT", processor: process.pid, timer: until });
}

/** The instant at which a timer set for an instant goes off. */
export function timerInstant({ model }: Act, at: number): number {
  return Math.max(now(), Math.ceil(at / model.timerResolution) * model.timerResolution);
}

/** The program's pipe of that number. */
export function pipeOf({ context }: Act, process: ProcessEntry, pipe: number): Pipe {
  const key = `${process.tenant}/${process.program}/${pipe}`;
  const known = context.pipes[key];
  if (known !== undefined) return known;
  const made: Pipe = { bytes: 0, writers: 0, readers: [], blockedWriters: [] };
  context.pipes[key] = made;
  return made;
}

/** Name of the program's lock in the kernel. */
export function lockName(process: ProcessEntry, lock: string): string {
  return `${process.tenant}/${process.program}/${lock}`;
}

/** The kernel's lock of that name. */
export function lockOf({ context }: Act, name: string): Lock {
  const known = context.locks[name];
  if (known !== undefined) return known;
  const made: Lock = { holder: null, spins: false, waiting: [], tickets: 0 };
  context.locks[name] = made;
  return made;
}
