import { type EventFront, MOST_SORTED } from "./event-front.ts";
import { type EventPool, NONE } from "./event-pool.ts";
import { FarEvents } from "./far-events.ts";
import { Rung } from "./rung.ts";

/** Events of a bucket when it is reached, if they are spread evenly. */
const IN_BUCKET = 3;

/** The same while many events are pending: what more of them are about is waited for at once then. */
const IN_BUCKET_OF_MANY = 6;

/** How many times the mean distance of the far events a new first rung reaches; more than half of them are within 2. */
const REACH = 4;

/** Pending events from which what they are about is unlikely to be in the processor's cache. */
const MANY = 4_096;

/** Rungs from which on a front is left to grow until it holds more than the ladder. */
const DEEP = 4;

/** So few far events go to the front without a rung, and the ladder is gone. */
const FEWEST = 24;

/**
 * A ladder queue for what comes later than the front: far events in no order, nearer ones in the buckets of a rung, and
 * those of a bucket that turns out crowded in a finer rung of its own. A bucket is put in order only when it has become
 * the front, so an event costs the same however many are pending.
 *
 * After W. T. Tang, R. S. M. Goh and I. L.-J. Thng, "Ladder queue: an O(1) priority queue structure for large-scale
 * discrete event simulation", ACM TOMACS 15(3), 2005; differing in this: the first rung does not reach to the last event
 * but a few times the mean distance, so that one far event doesn't widen the buckets of all the others.
 */
export class Ladder<Item> {
  /** All that comes at or after this instant stands here, all that comes earlier in the front. */
  horizon = Number.POSITIVE_INFINITY;
  /** Events here, cancelled ones counted. */
  count = 0;
  readonly #pool: EventPool<Item>;
  readonly #front: EventFront<Item>;
  readonly #far: FarEvents<Item>;
  readonly #fetchItem: ((item: Item) => void) | undefined;
  /** Rungs from the coarsest to the finest; those from `#depth` on are not in use, and all their buckets empty. */
  readonly #rungs: Rung[] = [];
  #depth = 0;

  constructor(pool: EventPool<Item>, front: EventFront<Item>, fetchItem: ((item: Item) => void) | undefined) {
    this.#pool = pool;
    this.#fetchItem = fetchItem;
    this.#front = front;
    this.#far = new FarEvents(pool);
  }

  /** Adds an event at or after the horizon. */
  add(slot: number): void {
    this.count += 1;
    if ((this.#pool.times[slot] as number) >= this.#far.start) this.#far.add(slot);
    else this.#addNear(slot);
  }

  /** Moves the events that come first to the empty front; false if there are none. */
  refill(): boolean {
    this.#front.clear();
    while (this.count > 0) {
      if (this.#depth > 0) this.#openBucket();
      else if (this.#far.count > FEWEST) this.#build();
      else this.#end();
      if (this.#front.head < this.#front.tail) {
        if (this.count >= MANY && this.#fetchItem !== undefined) this.#fetch(this.#fetchItem);
        return true;
      }
    }
    if (this.horizon !== Number.POSITIVE_INFINITY) this.#end();
    return false;
  }

  /** Has what the first events need fetched from memory all at once; one after another, each would wait for it. */
  #fetch(fetchItem: (item: Item) => void): void {
    const { slots, head, tail } = this.#front;
    const { items } = this.#pool;
    for (let place = head; place < tail; place += 1) {
      const item = items[slots[place] as number];
      if (item !== undefined) fetchItem(item);
    }
  }

  /** How many rungs are in use. */
  get depth(): number {
    return this.#depth;
  }

  /**
   * Takes the events of a front that has grown large. When events come in decreasing order that would be a rung for every few
   * of them, so once there are several it waits until the front is larger than all that stands here: rungs grow in number as
   * the logarithm of the events, then.
   */
  relieve(): void {
    const { size } = this.#front;
    if (this.#depth >= DEEP && size < this.count) this.#front.patience = size;
    else this.spill();
  }

  /** Takes the events of a front that has grown large, if they are not all of one instant. */
  spill(): void {
    const front = this.#front;
    const { times, slots, head, tail } = front;
    let first = times[head] as number;
    let last = first;
    for (let place = head + 1; place < tail; place += 1) {
      const time = times[place] as number;
      if (time < first) first = time;
      else if (time > last) last = time;
    }
    front.patience = tail - head;
    if (first === last) return;
    if (this.horizon === Number.POSITIVE_INFINITY) this.#far.start = first;
    else this.#addRung(first, this.horizon, ((this.horizon - first) * IN_BUCKET) / (tail - head));
    this.horizon = first;
    front.clear();
    for (let place = head; place < tail; place += 1) this.add(slots[place] as number);
  }

  /** Forgets all events. */
  clear(): void {
    for (const rung of this.#rungs) rung.heads.fill(NONE);
    this.#far.count = 0;
    this.count = 0;
    this.#end();
  }

  /** All slots that stand here, in no order, those of cancelled events too. */
  *slots(): Generator<number> {
    yield* this.#far.slots.subarray(0, this.#far.count);
    for (let depth = 0; depth < this.#depth; depth += 1) {
      const { heads, cursor, buckets } = this.#rungs[depth] as Rung;
      for (let bucket = cursor; bucket < buckets; bucket += 1) yield* this.#chain(heads[bucket] as number);
    }
  }

  *#chain(first: number): Generator<number> {
    for (let slot = first; slot !== NONE; slot = this.#pool.links[slot] as number) yield slot;
  }

  #addNear(slot: number): void {
    const time = this.#pool.times[slot] as number;
    const rungs = this.#rungs;
    for (let depth = 0; ; depth += 1) {
      const rung = rungs[depth] as Rung;
      const place = (time - rung.start) * rung.inverse;
      if (place >= rung.cursor) {
        const bucket = place | 0;
        this.#pool.links[slot] = rung.heads[bucket] as number;
        rung.heads[bucket] = slot;
        return;
      }
    }
  }

  #addRung(start: number, end: number, width: number): Rung {
    if (this.#depth === this.#rungs.length) this.#rungs.push(new Rung());
    const rung = this.#rungs[this.#depth] as Rung;
    rung.cover(start, end, width);
    this.#depth += 1;
    return rung;
  }

  /** Moves the finest rung's next bucket to the front, or to a rung of its own; leaves the rung if it has no more. */
  #openBucket(): void {
    const rung = this.#rungs[this.#depth - 1] as Rung;
    if (!rung.seek()) {
      this.#depth -= 1;
      return;
    }
    const slot = rung.heads[rung.cursor] as number;
    rung.heads[rung.cursor] = NONE;
    rung.cursor += 1;
    this.horizon = rung.boundary;
    this.#toFront(slot);
    if (this.#front.tail <= MOST_SORTED) return;
    this.spill();
    this.#front.arrange();
  }

  /** Moves a chain of events to the empty front: in order if they are few, else as the chain has them. */
  #toFront(first: number): void {
    const pool = this.#pool;
    const front = this.#front;
    const { links, items } = pool;
    let left = this.count;
    for (let slot = first; slot !== NONE; ) {
      const next = links[slot] as number;
      left -= 1;
      if (items[slot] === undefined) pool.bury(slot);
      else if (front.tail < MOST_SORTED) front.sortIn(slot);
      else front.appendToChain(slot);
      slot = next;
    }
    this.count = left;
  }

  /** Makes a first rung of the nearer of the far events. */
  #build(): void {
    const far = this.#far;
    if (this.#pool.dead > 0) this.#buryFar();
    if (far.count === 0) return;
    const { earliest, latest } = far.bounds();
    const { count } = far;
    const mean = far.meanDistance(earliest);
    const end = Math.min(earliest + REACH * mean, latest) + 1;
    const { heads, inverse } = this.#addRung(earliest, end, ((count >= MANY ? IN_BUCKET_OF_MANY : IN_BUCKET) * mean) / count);
    this.horizon = earliest;
    far.start = end;
    const { links, times } = this.#pool;
    const { slots } = far;
    let left = 0;
    for (let place = 0; place < count; place += 1) {
      const slot = slots[place] as number;
      const time = times[slot] as number;
      if (time >= end) {
        slots[left] = slot;
        left += 1;
      } else {
        const bucket = ((time - earliest) * inverse) | 0;
        links[slot] = heads[bucket] as number;
        heads[bucket] = slot;
      }
    }
    far.count = left;
  }

  /** Gives back the slots of far events that have been cancelled. */
  #buryFar(): void {
    const pool = this.#pool;
    const far = this.#far;
    let left = 0;
    for (let place = 0; place < far.count; place += 1) {
      const slot = far.slots[place] as number;
      if (pool.items[slot] === undefined) pool.bury(slot);
      else far.slots[left++] = slot;
    }
    this.count -= far.count - left;
    far.count = left;
  }

  /** Moves all that is left to the front: there is no ladder any more. */
  #end(): void {
    const far = this.#far;
    if (this.#pool.dead > 0) this.#buryFar();
    for (let place = 0; place < far.count; place += 1) this.#front.append(far.slots[place] as number);
    this.#front.arrange();
    this.count -= far.count;
    far.count = 0;
    far.start = Number.POSITIVE_INFINITY;
    this.#depth = 0;
    this.horizon = Number.POSITIVE_INFINITY;
  }
}
