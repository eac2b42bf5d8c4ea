import { type Nanoseconds, NEVER, now } from "@crosstalk/engine";
import { type Account, account, credit, type Ledger } from "./account.ts";
import { type Caches, tried } from "./caches/caches.ts";
import type { CacheGeometry } from "./caches/geometry.ts";
import type { Residency } from "./caches/residency.ts";
import { type Execution, hasFootprint, isMasked, progress, whatIsLeft } from "./execution.ts";
import type { GivenBurst } from "./given-burst.ts";
import type { Answer, Token, Vector } from "./machine.ts";
import type { Pricing } from "./operations.ts";

/** What a processor must know when it is made. */
export interface ProcessorInput {
  /** Whose idle time it is in the accounts: the host's path. */
  readonly owner: string;
  /** Number of this processor in its host. */
  readonly number: number;
  /** Path of the interconnect that carries signals. */
  readonly interconnect: string;
  /** Paths of all processors of the host, by number. */
  readonly siblings: readonly string[];
  /** Path of the memory bus that it shares with siblings; absent: there is none, or no other processor. */
  readonly memoryBus?: string;
}

/** What a processor remembers beside its run state. */
export interface ProcessorContext extends ProcessorInput {
  software: string;
  /** The software's number for it. */
  processor: number;
  ticket: number;
  timer: Nanoseconds;
  execution: Execution | null;
  spin: { until: Token; account: Account; signalled: boolean } | null;
  pending: Vector[];
  /** What its caches hold of address spaces, for those of which software tells. */
  residency: Residency;
  /** Bytes in a nanosecond of which the memory bus has been told. */
  load: number;
  /** How many times as long as alone the memory bus lets its work take. */
  pace: number;
  /** All time since the beginning, by account, up to `since`. */
  ledger: Ledger;
  since: Nanoseconds;
}

/** The processor's caches, where its host has a model of them and what it is given works on them. */
export function cachesFor(context: ProcessorContext, geometry: CacheGeometry | undefined, given: GivenBurst): Caches | null {
  if (geometry === undefined || !hasFootprint(given)) return null;
  return { geometry, residency: context.residency, owner: context.owner };
}

/** Books the time since the last booking. */
export function passTime(context: ProcessorContext, to: Account): void {
  credit(context.ledger, to, now() - context.since);
  context.since = now();
}

/** Books the time since the last booking to an account of the host's, which is named only if there is any. */
export function passHostTime(context: ProcessorContext, kind: "off" | "unanswered" | "idle"): void {
  if (now() !== context.since) passTime(context, account(kind, context.owner));
}

/** Whether an interrupt is pending or the timer is due. */
export function isInterrupted(context: ProcessorContext): boolean {
  return context.pending.length > 0 || context.timer <= now();
}

/** Takes the interrupts that are pending, the timer's among them if it is due; the timer is forgotten. */
export function takeInterrupts(context: ProcessorContext, masked: boolean): Vector[] {
  const due = context.timer <= now();
  context.timer = NEVER;
  if (masked) return [];
  const taken = due ? [...context.pending, "timer"] : context.pending;
  context.pending = [];
  return taken;
}

/** The answer to RUN, as the execution stands. */
export function stopRunning(context: ProcessorContext, price: Pricing): Answer {
  const execution = context.execution as Execution;
  const { left, from } = whatIsLeft(execution, price);
  const interrupts = takeInterrupts(context, isMasked(execution) && execution.trap === null);
  context.execution = null;
  const { software: to, processor, ticket } = context;
  const { trap } = execution;
  if (trap === null) return { type: "STOPPED", to, processor, ticket, left, from, interrupts, stolen: 0 };
  return { type: "STOPPED", to, processor, ticket, left, from, interrupts, stolen: 0, trap };
}

/** The answer to SPIN. */
export function stopSpinning(context: ProcessorContext): Answer {
  const left = context.spin?.signalled === true ? 0 : 1;
  context.spin = null;
  const { software: to, processor, ticket } = context;
  return { type: "STOPPED", to, processor, ticket, left, from: 0, interrupts: takeInterrupts(context, false), stolen: 0 };
}

/** The time accounts of a processor up to an instant, complete: they add up to the time since the simulation began. */
export function ledgerAt(
  state: string,
  context: ProcessorContext,
  price: Pricing,
  at: Nanoseconds,
  geometry?: CacheGeometry,
): Ledger {
  const ledger = { ...context.ledger };
  if (state === "running") {
    const execution = { ...(context.execution as Execution) };
    const caches = cachesFor(context, geometry, execution.given);
    progress(execution, price, ledger, at, caches === null ? null : tried(caches));
  } else if (state === "spinning") credit(ledger, (context.spin as { account: Account }).account, at - context.since);
  else
    credit(
      ledger,
      account(state === "off" ? "off" : state === "halted" ? "idle" : "unanswered", context.owner),
      at - context.since,
    );
  return ledger;
}
