import { type EventPool, NONE } from "./event-pool.ts";

/** A mean distance that is smaller than this part of the distances from `start` is not exact enough to be used. */
const LEAST_PART = 1e-6;

/** The events beyond the first rung of a ladder: a chain without order, of which only a few figures are kept. */
export class FarEvents<Item> {
  /** All events of a ladder at or after this instant stand here. */
  start = Number.POSITIVE_INFINITY;
  /** First slot of the chain. */
  first = NONE;
  count = 0;
  earliest = Number.POSITIVE_INFINITY;
  latest = Number.NEGATIVE_INFINITY;
  /** Sum of the distances from `start`. */
  #sum = 0;
  readonly #pool: EventPool<Item>;

  constructor(pool: EventPool<Item>) {
    this.#pool = pool;
  }

  add(time: number, slot: number): void {
    this.#pool.links[(slot << 3) + 6] = this.first;
    this.first = slot;
    this.count += 1;
    this.#sum += time - this.start;
    if (time < this.earliest) this.earliest = time;
    if (time > this.latest) this.latest = time;
  }

  /** Empties the chain and returns its first slot. */
  take(): number {
    const { first } = this;
    this.first = NONE;
    this.count = 0;
    this.#sum = 0;
    this.earliest = Number.POSITIVE_INFINITY;
    this.latest = Number.NEGATIVE_INFINITY;
    return first;
  }

  /** Sets, of an empty chain, from when on events stand here. */
  startAt(start: number): void {
    this.start = start;
  }

  /** Mean distance of the events from the earliest one, in nanoseconds. */
  meanDistance(): number {
    const offset = this.earliest - this.start;
    const mean = this.#sum / this.count - offset;
    return mean > offset * LEAST_PART ? mean : this.#countedMean();
  }

  #countedMean(): number {
    const { links, records } = this.#pool;
    let sum = 0;
    for (let slot = this.first; slot !== NONE; slot = links[(slot << 3) + 6] as number)
      sum += (records[slot << 2] as number) - this.earliest;
    return sum / this.count;
  }
}
