import { type SchedulerAction, type SchedulerLike, Subscription } from "rxjs";
import type { EventHandle } from "./event-queue.ts";
import type { Nanoseconds } from "./time.ts";

/** What the scheduler needs from its simulation. */
export interface WorkQueue {
  now(): Nanoseconds;
  /** Undefined if the delay is NEVER. */
  schedule(delay: Nanoseconds, work: () => void): EventHandle | undefined;
  cancel(handle: EventHandle): void;
}

class WorkAction<State> extends Subscription implements SchedulerAction<State> {
  readonly #queue: WorkQueue;
  readonly #work: (this: SchedulerAction<State>, state?: State) => void;
  #handle: EventHandle | undefined;

  constructor(queue: WorkQueue, work: (this: SchedulerAction<State>, state?: State) => void) {
    super();
    this.#queue = queue;
    this.#work = work;
  }

  schedule(state?: State, delay = 0): Subscription {
    if (this.closed) return this;
    this.#cancel();
    this.#handle = this.#queue.schedule(delay, () => {
      this.#handle = undefined;
      this.#work.call(this, state);
      if (this.#handle === undefined) this.unsubscribe();
    });
    return this;
  }

  override unsubscribe(): void {
    this.#cancel();
    super.unsubscribe();
  }

  #cancel(): void {
    if (this.#handle !== undefined) this.#queue.cancel(this.#handle);
    this.#handle = undefined;
  }
}

/**
 * An RxJS scheduler on virtual time, in nanoseconds: `interval(ms(10), simulation.scheduler)` ticks every 10 virtual
 * milliseconds. It holds closures, so while it has pending work a simulation can't be saved.
 */
export class VirtualTimeScheduler implements SchedulerLike {
  readonly #queue: WorkQueue;

  constructor(queue: WorkQueue) {
    this.#queue = queue;
  }

  now(): Nanoseconds {
    return this.#queue.now();
  }

  schedule<State>(work: (this: SchedulerAction<State>, state?: State) => void, delay = 0, state?: State): Subscription {
    return new WorkAction(this.#queue, work).schedule(state as State, delay);
  }
}
