import { NONE } from "./event-pool.ts";
import { EventStores } from "./event-stores.ts";
import type { Nanoseconds } from "./time.ts";

/** Names a pending event, so that it can be cancelled. A handle is never given twice; once stale, it stays so. */
export type EventHandle = number;

/** A pending event with its place in the order. */
export interface PendingEvent<Item> {
  readonly time: Nanoseconds;
  readonly priority: number;
  readonly tie: number;
  readonly item: Item;
  readonly handle: EventHandle;
}

/**
 * The pending events of a simulation, in the total order: earliest time first, then lowest priority number, then lowest
 * tie, then insertion. Times are whole numbers of nanoseconds; items must not be undefined.
 *
 * Which structure holds them follows from how many there are: a sorted array for a few, a heap for more, and from there
 * on a ladder queue whose front is one of the two. Events of the current instant (that of the event taken last) at
 * the default priority and tie pass through a queue of their own. A cancelled event is marked where it stands and
 * skipped when it surfaces; when more are cancelled than pending, all of them are removed.
 */
export class EventQueue<Item> extends EventStores<Item> {
  /** When the event taken last came; NaN before the first. */
  time: Nanoseconds = Number.NaN;
  /** Priority of the event taken last. */
  priority = 0;
  /** Tie of the event taken last. */
  tie = 0;

  /** How many events are pending, cancelled ones not counted. */
  get size(): number {
    return this.front.size + this.ladder.count + this.instant.length - this.pool.dead;
  }

  /** Adds an event after all that are equal to it in order. */
  push(time: Nanoseconds, priority: number, tie: number, item: Item): EventHandle {
    const slot = this.pushSlot(time, priority, tie, item);
    return this.pool.handleOf(slot);
  }

  /**
   * Adds an event as {@link push} does, but returns the slot that it stands in: a small integer, which names the event
   * together with its item for whoever never has one item pending twice.
   */
  pushSlot(time: Nanoseconds, priority: number, tie: number, item: Item): number {
    const slot = this.pool.take(time, priority, tie, item);
    if (time === this.time && priority === 0 && tie === 0 && this.isInstant(time)) this.instant.add(slot);
    else if (time < this.ladder.horizon) this.insert(slot);
    else this.ladder.add(slot);
    return slot;
  }

  /** Whether an item is pending in the slot that it was given last. */
  holds(slot: number, item: Item): boolean {
    return this.pool.items[slot] === item;
  }

  /** Removes an item from the slot that it was given last; false if it was not pending any more. */
  cancelSlot(slot: number, item: Item): boolean {
    if (this.pool.items[slot] !== item) return false;
    this.#cancelAt(slot);
    return true;
  }

  /** Removes an event, in constant time (amortized); false if it was not pending any more. */
  cancel(handle: EventHandle): boolean {
    const slot = this.pool.slotOf(handle);
    if (slot === NONE) return false;
    this.#cancelAt(slot);
    return true;
  }

  #cancelAt(slot: number): void {
    const pool = this.pool;
    pool.outdate(slot);
    pool.dead += 1;
    this.purgeIfWorthIt(this.size);
  }

  /** Whether an event is still to come: neither taken nor cancelled. */
  isPending(handle: EventHandle): boolean {
    return this.pool.slotOf(handle) !== NONE;
  }

  /** The instant of the first event, or Infinity if there is none. */
  nextTime(): Nanoseconds {
    const settled = this.settle();
    if (this.instant.length > 0 && this.settleInstant(settled)) return this.instant.time;
    return settled ? (this.front.times[this.front.head] as number) : Number.POSITIVE_INFINITY;
  }

  /** The item of the first event, which stays where it is. */
  peek(): Item | undefined {
    const settled = this.settle();
    const slot =
      this.instant.length > 0 && this.settleInstant(settled) ? this.instant.first : (this.front.slots[this.front.head] as number);
    return settled || this.instant.length > 0 ? this.pool.items[slot] : undefined;
  }

  /** Removes the first event and returns its item; its place in the order stands in the fields. */
  pop(): Item | undefined {
    return this.popUntil(Number.POSITIVE_INFINITY);
  }

  /** As {@link pop}, but only if the first event comes at an instant or before; undefined else. */
  popUntil(latest: Nanoseconds): Item | undefined {
    const front = this.front;
    if (front.head === front.tail && this.ladder.count > 0) this.ladder.refill();
    const { head } = front;
    if (head < front.tail && !front.heaped) {
      const slot = front.slots[head] as number;
      const item = this.pool.items[slot];
      if (item !== undefined) {
        const time = front.times[head] as number;
        if (this.instant.length === 0) {
          if (time > latest) return undefined;
          this.time = time;
          front.head = head + 1;
          this.#end(slot);
          return item;
        }
        if (time > this.instant.time && this.instant.time <= latest) return this.#popInstant() ?? this.popUntil(latest);
      }
    }
    return this.nextTime() > latest ? undefined : this.#popAny();
  }

  /** Takes the first event of the queue of the instant, which comes first; undefined if it turns out to be cancelled. */
  #popInstant(): Item | undefined {
    const instant = this.instant;
    const slot = instant.first;
    const item = this.pool.items[slot];
    instant.drop();
    if (item === undefined) {
      this.pool.bury(slot);
      return undefined;
    }
    this.time = instant.time;
    this.#end(slot);
    return item;
  }

  /** As {@link pop}, from whichever structure the first event stands in. */
  #popAny(): Item | undefined {
    const settled = this.settle();
    const front = this.front;
    let slot: number;
    if (this.instant.length > 0 && this.settleInstant(settled)) {
      slot = this.instant.first;
      this.time = this.instant.time;
      this.instant.drop();
    } else {
      if (!settled) return undefined;
      slot = front.slots[front.head] as number;
      this.time = front.times[front.head] as number;
      front.drop();
    }
    const item = this.pool.items[slot] as Item;
    this.#end(slot);
    return item;
  }

  /** Notes the place in the order of an event that is taken, and gives its slot back. */
  #end(slot: number): void {
    const pool = this.pool;
    if (pool.ranked) {
      this.priority = pool.priority(slot);
      this.tie = pool.tie(slot);
    }
    pool.end(slot);
  }

  /** All pending events in order: pushing them into an empty queue one after another gives an equal queue. */
  entries(): PendingEvent<Item>[] {
    const pool = this.pool;
    return this.slots()
      .filter((slot) => pool.items[slot] !== undefined)
      .sort((a, b) => (pool.before(a, b) ? -1 : 1))
      .map((slot) => ({
        time: pool.times[slot] as number,
        priority: pool.priority(slot),
        tie: pool.tie(slot),
        item: pool.items[slot] as Item,
        handle: pool.handleOf(slot),
      }));
  }

  /** Removes all events. */
  clear(): void {
    for (const slot of this.slots()) {
      if (this.pool.items[slot] !== undefined) this.pool.outdate(slot);
      this.pool.release(slot);
    }
    this.pool.dead = 0;
    this.front.clear();
    this.ladder.clear();
    this.instant.clear();
  }
}
