import { ModelError, type ModelEvent, NEVER, neverChanges, now, random } from "@crosstalk/engine";
import {
  type Account,
  account,
  type Burst,
  causedBy,
  frozenSegment,
  LONG_BURST,
  type Operations,
  type Segment,
} from "@crosstalk/hardware";
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

/** Paths of schedulers by those of their kernels: each is asked for with every command. */
const schedulers = new Map<string, string>();

/** Path of a kernel's scheduler. */
export function schedulerOf(path: string): string {
  const known = schedulers.get(path);
  if (known !== undefined) return known;
  const made = `${path}/scheduler`;
  schedulers.set(path, made);
  return made;
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

/** Who pays for the work of one tenant's processes. */
interface TenantAccounts {
  readonly user: Account;
  readonly kernel: Account;
}

/** Of each kernel, by tenant: made once, for each segment bears one. */
const accounts = new WeakMap<KernelModel, TenantAccounts[]>();

function accountsOf(act: Act, process: ProcessEntry): TenantAccounts {
  let ofKernel = accounts.get(act.model);
  if (ofKernel === undefined) {
    ofKernel = [];
    accounts.set(act.model, ofKernel);
  }
  const known = ofKernel[process.tenant];
  if (known !== undefined) return known;
  const user = account("user", tenantNameOf(act, process));
  const made = { user, kernel: causedBy(user, "kernel", act.context.path) };
  ofKernel[process.tenant] = made;
  return made;
}

/** The account of a process's own work. */
export function userAccount(act: Act, process: ProcessEntry): Account {
  return accountsOf(act, process).user;
}

/** The account of the kernel's work that a process causes. */
export function kernelAccount(act: Act, process: ProcessEntry): Account {
  return accountsOf(act, process).kernel;
}

/** The account under which a process spins. */
export function spinAccount(act: Act, process: ProcessEntry): Account {
  return causedBy(userAccount(act, process), "spin", act.context.path);
}

/** A segment of the kernel's work for a process. */
export function kernelSegment(act: Act, process: ProcessEntry, operations: Operations): Segment {
  return { parts: [{ account: kernelAccount(act, process), operations }], from: 0 };
}

/** Segments of kernels' work that is the same each time, by the work and then by who causes it. */
const fixedSegments = new WeakMap<Operations, Map<Account, Segment>>();

/**
 * A segment of the kernel's work for a process, of operations that stand in a cost table. It is made once for each cause
 * and frozen: so it is priced, rewritten and hashed once only.
 */
export function fixedSegment(act: Act, process: ProcessEntry, operations: Operations): Segment {
  let byCause = fixedSegments.get(operations);
  if (byCause === undefined) {
    byCause = new Map();
    fixedSegments.set(operations, byCause);
  }
  const cause = kernelAccount(act, process);
  const known = byCause.get(cause);
  if (known !== undefined) return known;
  const made = frozenSegment({ parts: [{ account: cause, operations: { ...operations } }], from: 0 });
  byCause.set(cause, made);
  return made;
}

/** Names of the random streams of processes, by purpose. */
const streamNames = new WeakMap<ProcessEntry, Record<string, string>>();

function streamName(act: Act, process: ProcessEntry, purpose: string): string {
  let names = streamNames.get(process);
  if (names === undefined) {
    names = {};
    streamNames.set(process, names);
  }
  const known = names[purpose];
  if (known !== undefined) return known;
  const made = `${tenantNameOf(act, process)}/${process.role}: ${purpose}`;
  names[purpose] = made;
  return made;
}

/** Draws a duration, in whole nanoseconds. The stream is named by the role of the process, so platforms draw alike. */
export function drawDuration(act: Act, process: ProcessEntry, duration: Duration, purpose: string): number {
  if (typeof duration === "number") return duration;
  const stream = random(streamName(act, process, purpose));
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
  const marked = markTouches(act.context.memory, work);
  const burst = marked.length < LONG_BURST ? marked : neverChanges(marked);
  act.context.ticket += 1;
  process.burst = burst;
  process.effect = effect;
  process.waiting = null;
  const { ticket, path } = act.context;
  act.out.push({ to: schedulerOf(path), on: act.on, type: "RUN", processor: process.pid, ticket, burst, timer: NEVER });
}

/** Lets a process stand still, for ever or until an instant. */
export function halt(act: Act, process: ProcessEntry, waiting: NonNullable<ProcessEntry["waiting"]>, until = NEVER): void {
  process.waiting = waiting;
  const to = schedulerOf(act.context.path);
  act.out.push({ to, on: act.on, type: "HALT", processor: process.pid, timer: until });
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
