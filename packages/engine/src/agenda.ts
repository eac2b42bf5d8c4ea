import type { ActorCell, CellChart } from "./actor-cell.ts";
import { ModelError } from "./errors.ts";
import { type EventHandle, EventQueue, type PendingEvent } from "./event-queue.ts";
import { mix } from "./hash.ts";
import type { ModelEvent } from "./model-event.ts";
import { END_OF_TIME, type Nanoseconds, NEVER } from "./time.ts";
import type { DelayedEvent } from "./timers.ts";
import type { WorkQueue } from "./virtual-time-scheduler.ts";

/** An event that is to be delivered, or RxJS work that is to be done. */
export interface Pending {
  /** Who takes it; absent for RxJS work. */
  readonly cell: ActorCell | undefined;
  /** The statechart of who takes it; absent if it had not been started when the event was sent. */
  readonly taker: CellChart | undefined;
  /** Hash of the path of who takes it. */
  readonly pathHash: number;
  readonly event: ModelEvent;
  /** Hash of the event, if it is known already; else -1. */
  readonly hash: number;
  /** Id of a delayed event of the actor to itself. */
  readonly timer: string | undefined;
  /** RxJS work. */
  readonly work: (() => void) | undefined;
}

/** An event from another actor, or from outside, as it stands on the event list. */
export function message(cell: ActorCell, event: ModelEvent, hash: number): Pending {
  return { cell, taker: cell.chart, pathHash: cell.hash, event, hash, timer: undefined, work: undefined };
}

const WORK: ModelEvent = { type: "engine.work" };

/** What is on its way to an actor that has been stopped is lost. */
const isLost = ({ cell }: Pending) => cell?.stopped === true;

let fetched = 0;

/** Reads what a delivery starts with, so that it has been fetched from memory when the time has come. */
function fetch({ taker, pathHash, hash }: Pending): void {
  fetched = (fetched + pathHash + hash + (taker === undefined ? 0 : taker.fetch())) | 0;
}

function refuseTime(time: Nanoseconds, { type }: ModelEvent): never {
  if (Number.isNaN(time)) throw new ModelError(`the time of event ${type} is not a number`, "BAD_DELAY");
  throw new ModelError(`event ${type} is scheduled past the end of virtual time`, "END_OF_TIME");
}

/** The place of an item among those of its instant, where ties are permuted. */
function tieKey(permuteTies: number, time: Nanoseconds, wire: number): number {
  return mix(permuteTies, time, wire) + 1;
}

/** The clock and what is to come: the event queue, with ties permuted by seed if the run asks for it. */
export class Agenda {
  /** Virtual time: of the delivery under way, else of where the run stands. */
  now: Nanoseconds = 0;
  readonly #permuteTies: number | undefined;
  readonly #events = new EventQueue<Pending>(fetch);
  /** Whether an actor has been stopped, so that what is on its way to it has to be left out. */
  #stopped = false;

  constructor(permuteTies: number | undefined) {
    this.#permuteTies = permuteTies;
  }

  /** Instant of the first pending item; Infinity if there is none. */
  get nextTime(): Nanoseconds {
    if (this.#stopped) this.#dropLost();
    return this.#events.nextTime();
  }

  /** Instant of the item that was taken last. */
  get taken(): Nanoseconds {
    return this.#events.time;
  }

  /** Adds an item; items of one wire (a number that names it) keep their order among each other. */
  push(time: Nanoseconds, wire: number, item: Pending): void {
    if (!(time <= END_OF_TIME)) refuseTime(time, item.event);
    this.#events.pushSlot(time, 0, this.#permuteTies === undefined ? 0 : tieKey(this.#permuteTies, time, wire), item);
  }

  /** As {@link push}, for an item that may be cancelled by the handle that is returned. */
  pushCancellable(time: Nanoseconds, wire: number, item: Pending): EventHandle {
    if (!(time <= END_OF_TIME)) refuseTime(time, item.event);
    return this.#events.push(time, 0, this.#permuteTies === undefined ? 0 : tieKey(this.#permuteTies, time, wire), item);
  }

  /** Adds a delayed event, which remembers where it stands. */
  pushTimer(time: Nanoseconds, timer: DelayedEvent): void {
    if (!(time <= END_OF_TIME)) refuseTime(time, timer.event);
    const tie = this.#permuteTies === undefined ? 0 : tieKey(this.#permuteTies, time, -1 - (timer.cell as ActorCell).index);
    timer.slot = this.#events.pushSlot(time, 0, tie, timer);
  }

  /** Whether a delayed event is to come. */
  isTimerPending(timer: DelayedEvent): boolean {
    return this.#events.holds(timer.slot, timer);
  }

  cancelTimer(timer: DelayedEvent): void {
    this.#events.cancelSlot(timer.slot, timer);
  }

  cancel(handle: EventHandle): boolean {
    return this.#events.cancel(handle);
  }

  /** Says that an actor has been stopped. What it would have taken is dropped when it surfaces: nobody looks for it. */
  stopped(): void {
    this.#stopped = true;
  }

  /** Removes the first item and returns it. */
  pop(): Pending | undefined {
    if (this.#stopped) this.#dropLost();
    return this.#events.pop();
  }

  /** As {@link pop}, if the first item comes at an instant or before. */
  popUntil(latest: Nanoseconds): Pending | undefined {
    if (this.#stopped) this.#dropLost();
    return this.#events.popUntil(latest);
  }

  /** All that is pending, in order. */
  entries(): PendingEvent<Pending>[] {
    return this.#events.entries().filter(({ item }) => !isLost(item));
  }

  /** Drops all that is pending, and sets the clock. */
  reset(now: Nanoseconds): void {
    this.#events.clear();
    this.now = now;
  }

  /** Adds a saved item at its saved place in the order; returns the slot that it stands in. */
  restore(time: Nanoseconds, priority: number, tie: number, item: Pending): number {
    return this.#events.pushSlot(time, priority, tie, item);
  }

  #dropLost(): void {
    for (let first = this.#events.peek(); first !== undefined && isLost(first); first = this.#events.peek()) this.#events.pop();
  }
}

/** What the RxJS scheduler needs: work on the event queue, where it is delivered in order with events. */
export function workQueue(agenda: Agenda): WorkQueue {
  return {
    now: () => agenda.now,
    schedule(delay, work) {
      if (!(delay >= 0))
        throw new ModelError(`RxJS work is scheduled with a delay of ${delay} ns; allowed is at least 0, or NEVER`, "BAD_DELAY");
      if (delay >= NEVER) return undefined;
      return agenda.pushCancellable(agenda.now + Math.round(delay), 0, {
        cell: undefined,
        taker: undefined,
        pathHash: 0,
        event: WORK,
        hash: -1,
        timer: undefined,
        work,
      });
    },
    cancel: (handle) => {
      agenda.cancel(handle);
    },
  };
}
