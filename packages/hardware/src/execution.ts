import type { Nanoseconds } from "@crosstalk/engine";
import { credit, type Ledger } from "./account.ts";
import { type Caches, passRefill, refillAccount, refillBefore, tried } from "./caches/caches.ts";
import { begunAt, type GivenBurst, lengthOf, segmentAt } from "./given-burst.ts";
import type { Segment, Trap } from "./machine.ts";
import type { Priced, Pricing } from "./operations.ts";
import type { Timetable } from "./timetable.ts";

/** How far a processor is in a burst: a JSON value that only integers of nanoseconds are added to. */
export interface Execution {
  readonly given: GivenBurst;
  /** Segments not yet done, counted from the end; the first of them is being executed. */
  left: number;
  /** Nanoseconds of it that are done. */
  done: Nanoseconds;
  /** Nanoseconds of cache refill that come before the rest of its work. */
  refill: Nanoseconds;
  /** How many times as long as alone work takes that tells its footprint; at least 1. */
  pace: number;
  /** Fraction of a nanosecond of such work done beyond `done`, [0, 1). */
  carried: number;
  /** When it was last brought up to date. */
  since: Nanoseconds;
  /** Raised by the segment that ended last, if it bears a trap: the execution goes no further. */
  trap: Trap | null;
}

/** Below 1, as what is carried must be: rounding might bring it there. */
const CARRIED_MOST = 0.999_999;

/** Begins what a processor has been given, at an instant. `caches`: of the processor, if it is to refill them. */
export function beginExecution(given: GivenBurst, price: Pricing, at: Nanoseconds, caches: Caches | null = null): Execution {
  const execution = { given, left: lengthOf(given), done: 0, refill: 0, pace: 1, carried: 0, since: at, trap: null };
  enter(execution, price, caches);
  return execution;
}

/** The segment being executed; undefined when all are done. */
export function segmentOf({ given, left }: Execution): Segment | undefined {
  return segmentAt(given, left);
}

/** Whether any of the segments works on memory that caches hold. */
export function hasFootprint(given: GivenBurst): boolean {
  for (let left = lengthOf(given); left > 0; left -= 1) if (segmentAt(given, left)?.footprint !== undefined) return true;
  return false;
}

/** Comes to a segment. One of which nothing is left to do needs nothing of its memory. */
function enter(execution: Execution, price: Pricing, caches: Caches | null): void {
  const segment = segmentOf(execution);
  execution.done = doneBefore(execution.given, execution.left, price);
  execution.carried = 0;
  const isDue = caches !== null && segment?.footprint !== undefined && execution.done < price(segment.parts).total;
  execution.refill = isDue ? refillBefore(segment, caches) : 0;
}

/** Nanoseconds of a segment that had been done before the burst began; any segment of a burst may have been begun. */
function doneBefore(given: GivenBurst, left: number, price: Pricing): Nanoseconds {
  const begun = left === 0 ? 0 : begunAt(given, left);
  return begun === 0 ? 0 : Math.round(price((segmentAt(given, left) as Segment).parts).total * begun);
}

/** What a segment takes, looked up if the burst has a timetable. */
function pricedAt({ burst, left: given }: GivenBurst, left: number, segment: Segment, price: Pricing, table: Timetable | null) {
  return table !== null && left <= given ? (table.priced[burst.length - left] as Priced) : price(segment.parts);
}

/**
 * Brings an execution up to an instant: credits the time to the accounts and moves on, but not past the end of a
 * segment that traps.
 */
export function progress(
  execution: Execution,
  price: Pricing,
  ledger: Ledger,
  at: Nanoseconds,
  caches: Caches | null = null,
): void {
  let rest = at - execution.since;
  execution.since = at;
  const { given } = execution;
  const table = price.timetable(given.burst);
  while (execution.left > 0 && execution.trap === null) {
    const segment = segmentOf(execution) as Segment;
    if (execution.refill > 0) {
      rest -= refill(execution, segment, ledger, rest, caches as Caches);
      if (execution.refill > 0) return;
    }
    const priced = pricedAt(given, execution.left, segment, price, table);
    const left = priced.total - execution.done;
    const needed = timeOf(execution, segment, left);
    const step = rest >= needed ? left : needed === left ? rest : slowed(execution, rest, left);
    creditParts(segment, priced, execution.done, execution.done + step, ledger);
    const passed = Math.min(rest, needed);
    if (passed > step && caches !== null) credit(ledger, refillAccount(segment, caches.owner, "bandwidth"), passed - step);
    rest -= passed;
    if (step < left) {
      execution.done += step;
      return;
    }
    execution.left -= 1;
    enter(execution, price, caches);
    if (segment.trap !== undefined) execution.trap = segment.trap;
    if (rest === 0 && !endsAtOnce(execution, price)) return;
  }
}

/** Nanoseconds that so much of a segment's work takes at the present pace: only what tells its footprint is slowed. */
function timeOf({ pace, carried }: Pick<Execution, "pace" | "carried">, { footprint }: Segment, work: Nanoseconds): Nanoseconds {
  return pace === 1 || footprint === undefined ? work : Math.max(0, Math.ceil((work - carried) * pace));
}

/** Nanoseconds of work that are done of what is left in a time that is too short for all; the rest is carried on. */
function slowed(execution: Execution, time: Nanoseconds, left: Nanoseconds): Nanoseconds {
  const exact = time / execution.pace + execution.carried;
  const step = Math.min(Math.floor(exact), left - 1);
  execution.carried = Math.min(exact - step, CARRIED_MOST);
  return step;
}

/** Refills for as long as there is time and something is missing; returns how long that is. */
function refill(execution: Execution, segment: Segment, ledger: Ledger, time: Nanoseconds, caches: Caches): Nanoseconds {
  const step = Math.min(time, execution.refill);
  passRefill(caches, step, execution.refill);
  execution.refill -= step;
  credit(ledger, refillAccount(segment, caches.owner), step);
  return step;
}

/** Whether the next segment takes no time, so that it is done at the instant at which it begins. */
function endsAtOnce(execution: Execution, price: Pricing): boolean {
  const next = segmentOf(execution);
  return next !== undefined && price(next.parts).total === execution.done;
}

/** Parts of a segment are executed one after another; credits the stretch [from, to) of it. */
function creditParts(segment: Segment, priced: Priced, from: Nanoseconds, to: Nanoseconds, ledger: Ledger): void {
  let start = 0;
  for (let index = 0; index < priced.parts.length; index += 1) {
    const end = start + (priced.parts[index] as number);
    const overlap = Math.min(to, end) - Math.max(from, start);
    if (overlap > 0) credit(ledger, (segment.parts[index] as Segment["parts"][number]).account, overlap);
    start = end;
  }
}

/** Whether interrupts have to wait where the execution stands. */
export function isMasked(execution: Execution): boolean {
  return segmentOf(execution)?.masked === true;
}

/**
 * Time until the execution stops: where the burst ends or a segment traps, or where an interrupt that comes after
 * `interrupt` nanoseconds (0: it is pending; `NEVER`: none will) is first not masked.
 */
export function timeToStop(
  execution: Execution,
  price: Pricing,
  interrupt: Nanoseconds,
  caches: Caches | null = null,
): Nanoseconds {
  let time = 0;
  const { given } = execution;
  const table = price.timetable(given.burst);
  const trial = caches === null || execution.left <= 1 ? null : tried(caches);
  passRefill(trial, execution.refill, execution.refill);
  for (let each = execution.left; each > 0; each -= 1) {
    const isCurrent = each === execution.left;
    const done = isCurrent ? execution.done : doneBefore(given, each, price);
    if (table !== null && each <= given.left) return timeInTable(table, each, done, time, interrupt);
    const segment = segmentAt(given, each) as Segment;
    const left = price(segment.parts).total - done;
    const work = timeOf(isCurrent ? execution : { pace: execution.pace, carried: 0 }, segment, left);
    const end = time + work + (isCurrent ? execution.refill : refillOf(segment, left, trial));
    if (segment.masked !== true && end > time && interrupt < end) return Math.max(interrupt, time);
    time = end;
    if (segment.trap !== undefined) return time;
  }
  return time;
}

/** As {@link timeToStop}, from a segment on that is reached after `time` and of which so much is done. */
function timeInTable({ priced, ends }: Timetable, left: number, done: Nanoseconds, time: Nanoseconds, interrupt: Nanoseconds) {
  const index = ends.length - left;
  const begin = (ends[index] as Nanoseconds) - (priced[index] as Priced).total + done;
  const end = time + (ends[ends.length - 1] as Nanoseconds) - begin;
  return end > time && interrupt < end ? Math.max(interrupt, time) : end;
}

/** Time until the segment being executed ends, if nothing interrupts it. */
export function timeToNext(execution: Execution, price: Pricing): Nanoseconds {
  const segment = segmentOf(execution);
  if (segment === undefined) return 0;
  return execution.refill + timeOf(execution, segment, price(segment.parts).total - execution.done);
}

/** Refill of a segment to come, tried on caches of which what comes before it has been tried. */
function refillOf(segment: Segment, left: Nanoseconds, trial: Caches | null): Nanoseconds {
  if (trial === null || segment.footprint === undefined || left === 0) return 0;
  const refill = refillBefore(segment, trial);
  passRefill(trial, refill, refill);
  return refill;
}

/** What is left of the burst, as STOPPED tells it: segments counted from the end, and the fraction done of the first. */
export function whatIsLeft(execution: Execution, price: Pricing): { left: number; from: number } {
  const segment = segmentOf(execution);
  const { left } = execution;
  if (segment === undefined || execution.done === 0) return { left, from: 0 };
  return { left, from: execution.done / price(segment.parts).total };
}
