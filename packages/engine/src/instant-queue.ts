/** Places at first; a power of two. */
const FIRST_CAPACITY = 16;

/** First-in-first-out queue of the slots of events that come at one instant, the current one: a ring. */
export class InstantQueue {
  /** When the events come. */
  time = Number.NaN;
  length = 0;
  #ring = new Int32Array(FIRST_CAPACITY);
  #head = 0;

  /** The first slot of a queue that is not empty. */
  get first(): number {
    return this.#ring[this.#head] as number;
  }

  add(slot: number): void {
    if (this.length === this.#ring.length) this.#grow();
    this.#ring[(this.#head + this.length) & (this.#ring.length - 1)] = slot;
    this.length += 1;
  }

  /** Removes the first slot. */
  drop(): void {
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length -= 1;
  }

  clear(): void {
    this.length = 0;
  }

  /** All slots, in order. */
  *slots(): Generator<number> {
    for (let place = 0; place < this.length; place += 1)
      yield this.#ring[(this.#head + place) & (this.#ring.length - 1)] as number;
  }

  #grow(): void {
    const ring = new Int32Array(this.#ring.length * 2);
    ring.set(this.#ring.subarray(this.#head));
    ring.set(this.#ring.subarray(0, this.#head), this.#ring.length - this.#head);
    this.#ring = ring;
    this.#head = 0;
  }
}
