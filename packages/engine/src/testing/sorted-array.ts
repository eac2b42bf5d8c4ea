/** An event of a {@link SortedArray}. */
export interface SortedEvent<Item> {
  readonly time: number;
  readonly priority: number;
  readonly tie: number;
  readonly sequence: number;
  readonly item: Item;
}

/** The obviously right event list, to compare others with: an array kept in order, searched from end to end. */
export class SortedArray<Item> {
  #events: SortedEvent<Item>[] = [];
  #next = 0;

  get size(): number {
    return this.#events.length;
  }

  /** Adds an event; returns the number by which it can be cancelled. */
  push(time: number, priority: number, tie: number, item: Item): number {
    const sequence = this.#next;
    const later = (other: SortedEvent<Item>) => (other.time - time || other.priority - priority || other.tie - tie) > 0;
    const index = this.#events.findIndex(later);
    this.#events.splice(index < 0 ? this.#events.length : index, 0, { time, priority, tie, sequence, item });
    this.#next += 1;
    return sequence;
  }

  cancel(sequence: number): boolean {
    const index = this.#events.findIndex((event) => event.sequence === sequence);
    if (index >= 0) this.#events.splice(index, 1);
    return index >= 0;
  }

  pop(): SortedEvent<Item> | undefined {
    return this.#events.shift();
  }

  /** All events, in order. */
  entries(): readonly SortedEvent<Item>[] {
    return this.#events;
  }

  clear(): void {
    this.#events = [];
  }
}
