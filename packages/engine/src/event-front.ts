import type { EventPool } from "./event-pool.ts";

/** Most events of a front that is kept sorted, apart from those that only ever were added at its end. */
export const MOST_SORTED = 32;

/** A heap that has shrunk to so few is sorted again. */
const FEWEST_HEAPED = 12;

/** Places at first. */
const FIRST_CAPACITY = 128;

/**
 * The events that come first, in full order: a sorted array while they are few, since nothing is faster then, and a
 * binary heap when they are many. Times stand beside the slots, so that most comparisons touch nothing else.
 */
export class EventFront<Item> {
  times = new Float64Array(FIRST_CAPACITY);
  slots = new Int32Array(FIRST_CAPACITY);
  /** The place of the first event: 0 if this is a heap; that of the last one plus 1 if there is none. */
  head = 0;
  /** The place after the last one. */
  tail = 0;
  heaped = false;
  /** Pushes for which the heap is left as it is, before it is asked whether a ladder would serve better. */
  patience = 0;
  readonly #pool: EventPool<Item>;

  constructor(pool: EventPool<Item>) {
    this.#pool = pool;
  }

  get size(): number {
    return this.tail - this.head;
  }

  /** Adds an event that was pushed after all others. (The time is read here: handed over, it would be put on the heap.) */
  insert(slot: number): void {
    const time = this.#pool.times[slot] as number;
    if (this.head === this.tail) {
      this.head = 0;
      this.tail = 1;
      this.times[0] = time;
      this.slots[0] = slot;
      return;
    }
    this.#insertAmong(slot);
  }

  #insertAmong(slot: number): void {
    const time = this.#pool.times[slot] as number;
    if (this.tail === this.slots.length) this.#makeRoom();
    if (this.heaped) {
      this.patience -= 1;
      this.#siftUp(time, slot);
    } else if (this.size >= MOST_SORTED && !this.#isLast(time, slot)) {
      this.#toHeap();
      this.#siftUp(time, slot);
    } else {
      this.sortIn(slot);
    }
  }

  /** Adds an event to a front that is sorted, and has room. */
  sortIn(slot: number): void {
    const pool = this.#pool;
    const { times, slots, head } = this;
    const time = pool.times[slot] as number;
    let place = this.tail;
    this.tail = place + 1;
    while (place > head) {
      const other = times[place - 1] as number;
      if (time > other) break;
      if (time === other && !pool.beforeAtOnce(slot, slots[place - 1] as number)) break;
      times[place] = other;
      slots[place] = slots[place - 1] as number;
      place -= 1;
    }
    times[place] = time;
    slots[place] = slot;
  }

  /**
   * Adds an event of a chain whose first ones have been sorted, and are too many for that to go on. A chain runs from the
   * youngest event to the oldest, so a crowd of equal ones stands in reverse if the first ones do.
   */
  appendToChain(slot: number): void {
    if (this.tail === MOST_SORTED) this.#reverse();
    this.append(slot);
  }

  /** Adds an event anywhere; the caller sets the order right with {@link arrange}. */
  append(slot: number): void {
    if (this.tail === this.slots.length) this.#makeRoom();
    this.times[this.tail] = this.#pool.times[slot] as number;
    this.slots[this.tail] = slot;
    this.tail += 1;
  }

  /** Brings appended events in order. */
  arrange(): void {
    if (this.size <= MOST_SORTED) this.#sort();
    else if (!this.#isSorted() && !this.#reverseIfSorted()) this.#toHeap();
  }

  /** Removes the first event. */
  drop(): void {
    if (this.heaped) this.#dropTop();
    else this.head += 1;
  }

  /** Forgets all events. */
  clear(): void {
    this.head = 0;
    this.tail = 0;
    this.heaped = false;
  }

  #isLast(time: number, slot: number): boolean {
    const last = this.times[this.tail - 1] as number;
    return time > last || (time === last && !this.#pool.beforeAtOnce(slot, this.slots[this.tail - 1] as number));
  }

  #isSorted(): boolean {
    const { slots } = this;
    for (let place = this.head + 1; place < this.tail; place += 1)
      if (this.#pool.before(slots[place] as number, slots[place - 1] as number)) return false;
    return true;
  }

  #reverseIfSorted(): boolean {
    const { slots, head, tail } = this;
    for (let place = head + 1; place < tail; place += 1)
      if (this.#pool.before(slots[place - 1] as number, slots[place] as number)) return false;
    this.#reverse();
    return true;
  }

  #reverse(): void {
    this.slots.subarray(this.head, this.tail).reverse();
    this.times.subarray(this.head, this.tail).reverse();
  }

  /** Insertion sort. */
  #sort(): void {
    const { slots, head, tail } = this;
    this.tail = head;
    for (let place = head; place < tail; place += 1) this.sortIn(slots[place] as number);
  }

  #toHeap(): void {
    this.#moveToStart();
    this.heaped = true;
    this.patience = this.tail;
    for (let place = (this.tail >> 1) - 1; place >= 0; place -= 1)
      this.#siftDown(place, this.times[place] as number, this.slots[place] as number);
  }

  #siftUp(time: number, slot: number): void {
    const { times, slots } = this;
    let place = this.tail;
    this.tail = place + 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const other = times[parent] as number;
      if (time > other) break;
      if (time === other && !this.#pool.beforeAtOnce(slot, slots[parent] as number)) break;
      times[place] = other;
      slots[place] = slots[parent] as number;
      place = parent;
    }
    times[place] = time;
    slots[place] = slot;
  }

  #siftDown(from: number, time: number, slot: number): void {
    const { times, slots, tail } = this;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= tail) break;
      let other = times[child] as number;
      if (child + 1 < tail) {
        const right = times[child + 1] as number;
        if (right < other || (right === other && this.#pool.beforeAtOnce(slots[child + 1] as number, slots[child] as number))) {
          child += 1;
          other = right;
        }
      }
      if (time < other) break;
      if (time === other && this.#pool.beforeAtOnce(slot, slots[child] as number)) break;
      times[place] = other;
      slots[place] = slots[child] as number;
      place = child;
    }
    times[place] = time;
    slots[place] = slot;
  }

  #dropTop(): void {
    const last = this.tail - 1;
    this.tail = last;
    if (last > 0) this.#siftDown(0, this.times[last] as number, this.slots[last] as number);
    if (last <= FEWEST_HEAPED) {
      this.heaped = false;
      this.#sort();
    }
  }

  #moveToStart(): void {
    if (this.head === 0) return;
    this.times.copyWithin(0, this.head, this.tail);
    this.slots.copyWithin(0, this.head, this.tail);
    this.tail -= this.head;
    this.head = 0;
  }

  /** Moves the events to the start, or takes more memory if half of it is in use. */
  #makeRoom(): void {
    if (this.size > this.slots.length / 2) this.#enlarge();
    this.#moveToStart();
  }

  /** Takes twice as much memory. */
  #enlarge(): void {
    const { times, slots } = this;
    this.times = new Float64Array(slots.length * 2);
    this.times.set(times);
    this.slots = new Int32Array(slots.length * 2);
    this.slots.set(slots);
  }
}
