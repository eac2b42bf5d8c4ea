import { EventFront } from "./event-front.ts";
import { EventPool } from "./event-pool.ts";
import { InstantQueue } from "./instant-queue.ts";
import { Ladder } from "./ladder.ts";
import type { Nanoseconds } from "./time.ts";

/** Fewest cancelled events for which it is worth looking for them all. */
const FEWEST_DEAD = 64;

/** Where pending events stand: in the front, beyond it in a ladder, and those of the current instant in a queue of their own. */
export abstract class EventStores<Item> {
  protected readonly pool = new EventPool<Item>();
  protected readonly front = new EventFront(this.pool);
  protected readonly ladder: Ladder<Item>;
  protected readonly instant = new InstantQueue();

  /**
   * `fetchItem` is called, while many events are pending, for each item some time before it is taken. It can read what
   * will be needed then, so that the memory of several items is waited for at once.
   */
  constructor(fetchItem?: (item: Item) => void) {
    this.ladder = new Ladder(this.pool, this.front, fetchItem);
  }

  /** Whether an event of the current instant may join the queue of the instant: never one of another instant. */
  protected isInstant(time: Nanoseconds): boolean {
    if (this.instant.length === 0) this.instant.time = time;
    return this.instant.time === time;
  }

  /** Puts an event into the front. */
  protected insert(slot: number): void {
    const front = this.front;
    front.insert(slot);
    if (front.heaped && front.patience <= 0) this.ladder.relieve();
  }

  /** Brings an event that is pending to the head of the front; false if there is none beside the queue of the instant. */
  protected settle(): boolean {
    const pool = this.pool;
    const front = this.front;
    do {
      while (front.head < front.tail) {
        const slot = front.slots[front.head] as number;
        if (pool.items[slot] !== undefined) return true;
        front.drop();
        pool.bury(slot);
      }
    } while (this.ladder.refill());
    return false;
  }

  /** Brings an event that is pending to the head of the instant; whether it comes before the front's. */
  protected settleInstant(settled: boolean): boolean {
    const pool = this.pool;
    const instant = this.instant;
    while (instant.length > 0) {
      const slot = instant.first;
      if (pool.items[slot] !== undefined) return !settled || pool.before(slot, this.front.slots[this.front.head] as number);
      instant.drop();
      pool.bury(slot);
    }
    return false;
  }

  /** The slots of all events, in no order, those of cancelled ones too. */
  protected slots(): number[] {
    const { slots, head, tail } = this.front;
    return [...this.instant.slots(), ...slots.subarray(head, tail), ...this.ladder.slots()];
  }

  /** Removes all that has been cancelled, if it is much. */
  protected purgeIfWorthIt(pending: number): void {
    if (this.pool.dead > FEWEST_DEAD && this.pool.dead > pending) this.#purge();
  }

  #purge(): void {
    const pool = this.pool;
    const instant = [...this.instant.slots()];
    const others = this.slots().slice(instant.length);
    this.instant.clear();
    this.front.clear();
    this.ladder.clear();
    for (const slot of instant) {
      if (pool.items[slot] === undefined) pool.bury(slot);
      else this.instant.add(slot);
    }
    for (const slot of others) {
      if (pool.items[slot] === undefined) pool.bury(slot);
      else this.front.append(slot);
    }
    this.front.arrange();
    if (this.front.heaped) this.ladder.spill();
  }
}
