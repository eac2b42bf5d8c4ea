import type { ActorCell } from "./actor-cell.ts";
import { ModelError } from "./errors.ts";
import type { EventHandle, EventList, ScheduledItem } from "./event-list.ts";
import { mix } from "./fingerprint.ts";
import { HeapEventList } from "./heap-event-list.ts";
import type { ModelEvent } from "./model-event.ts";
import { END_OF_TIME, type Nanoseconds, NEVER } from "./time.ts";
import type { WorkQueue } from "./virtual-time-scheduler.ts";

/** An event that is to be delivered, or RxJS work that is to be done. */
export interface Pending {
  /** Who takes it; absent for RxJS work. */
  readonly cell: ActorCell | undefined;
  readonly event: ModelEvent;
  /** Id of a delayed event of the actor to itself. */
  readonly timer: string | undefined;
  /** RxJS work. */
  readonly work: (() => void) | undefined;
}

const WORK: ModelEvent = { type: "engine.work" };

/** The clock and what is to come: the event list, with ties permuted by seed if the run asks for it. */
export class Agenda {
  /** Virtual time: of the delivery under way, else of where the run stands. */
  now: Nanoseconds = 0;
  readonly #permuteTies: number | undefined;
  #events: EventList<Pending> = new HeapEventList();

  constructor(permuteTies: number | undefined) {
    this.#permuteTies = permuteTies;
  }

  /** Instant of the first pending item. */
  get nextTime(): Nanoseconds | undefined {
    return this.#events.nextTime();
  }

  /** Adds an item; items of one wire (a number that names it) keep their order among each other. */
  push(time: Nanoseconds, wire: number, item: Pending): EventHandle {
    if (time > END_OF_TIME)
      throw new ModelError(`event ${item.event.type} is scheduled past the end of virtual time`, "END_OF_TIME");
    const tie = this.#permuteTies === undefined ? 0 : mix(this.#permuteTies, time, wire) + 1;
    return this.#events.push(time, 0, tie, item);
  }

  cancel(handle: EventHandle): boolean {
    return this.#events.cancel(handle);
  }

  /** Cancels all that a stopped actor would have taken. */
  cancelFor(cell: ActorCell): void {
    for (const entry of this.#events.entries()) if (entry.item.cell === cell) this.#events.cancel(entry);
  }

  pop(): ScheduledItem<Pending> | undefined {
    return this.#events.pop();
  }

  /** All that is pending, in order. */
  entries(): ScheduledItem<Pending>[] {
    return this.#events.entries();
  }

  /** Drops all that is pending, and sets the clock. */
  reset(now: Nanoseconds): void {
    this.#events = new HeapEventList();
    this.now = now;
  }

  /** Adds a saved item at its saved place in the order. */
  restore(time: Nanoseconds, priority: number, tie: number, item: Pending): EventHandle {
    return this.#events.push(time, priority, tie, item);
  }
}

/** What the RxJS scheduler needs: work on the event list, where it is delivered in order with events. */
export function workQueue(agenda: Agenda): WorkQueue {
  return {
    now: () => agenda.now,
    schedule(delay, work) {
      if (!(delay >= 0))
        throw new ModelError(`RxJS work is scheduled with a delay of ${delay} ns; allowed is at least 0, or NEVER`, "BAD_DELAY");
      if (delay >= NEVER) return undefined;
      return agenda.push(agenda.now + Math.round(delay), 0, { cell: undefined, event: WORK, timer: undefined, work });
    },
    cancel: (handle) => {
      agenda.cancel(handle);
    },
  };
}
