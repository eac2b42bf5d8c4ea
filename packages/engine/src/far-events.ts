import type { EventPool } from "./event-pool.ts";

/** Places at first. */
const FIRST_CAPACITY = 64;

/** The events beyond the first rung of a ladder, in no order, one behind the other in an array. */
export class FarEvents<Item> {
  /** All events of a ladder at or after this instant stand here. */
  start = Number.POSITIVE_INFINITY;
  count = 0;
  slots = new Int32Array(FIRST_CAPACITY);
  readonly #pool: EventPool<Item>;

  constructor(pool: EventPool<Item>) {
    this.#pool = pool;
  }

  add(slot: number): void {
    if (this.count === this.slots.length) this.#grow();
    this.slots[this.count] = slot;
    this.count += 1;
  }

  /** When the first of the events comes, and the last; there must be some. */
  bounds(): { readonly earliest: number; readonly latest: number } {
    const { times } = this.#pool;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.NEGATIVE_INFINITY;
    for (let place = 0; place < this.count; place += 1) {
      const time = times[this.slots[place] as number] as number;
      if (time < earliest) earliest = time;
      if (time > latest) latest = time;
    }
    return { earliest, latest };
  }

  /** Mean distance of the events from an instant, in nanoseconds. */
  meanDistance(from: number): number {
    const { times } = this.#pool;
    let sum = 0;
    for (let place = 0; place < this.count; place += 1) sum += (times[this.slots[place] as number] as number) - from;
    return sum / this.count;
  }

  #grow(): void {
    const slots = new Int32Array(2 * this.slots.length);
    slots.set(this.slots);
    this.slots = slots;
  }
}
