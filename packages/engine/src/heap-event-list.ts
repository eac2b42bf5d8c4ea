import type { EventHandle, EventList, ScheduledItem } from "./event-list.ts";
import type { Nanoseconds } from "./time.ts";

interface Entry<Item> {
  readonly time: Nanoseconds;
  readonly priority: number;
  readonly tie: number;
  /** Number in order of insertion. */
  readonly sequence: number;
  readonly item: Item;
  pending: boolean;
}

/** Fewest cancelled entries for which the heap is worth rebuilding without them. */
const FEWEST_DEAD = 64;

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.sequence < b.sequence;
}

/**
 * A binary heap, with a first-in-first-out queue beside it for items of the current instant (the time of the last item
 * taken) at the default priority and tie. A cancelled item is marked where it stands and skipped when it surfaces; when
 * more are cancelled than pending, the heap is rebuilt, so that cancelled items don't pile up.
 */
export class HeapEventList<Item> implements EventList<Item> {
  #heap: Entry<Item>[] = [];
  #dead = 0;
  #instant: Entry<Item>[] = [];
  #instantHead = 0;
  #size = 0;
  #sequence = 0;
  #now: Nanoseconds = -1;

  get size(): number {
    return this.#size;
  }

  push(time: Nanoseconds, priority: number, tie: number, item: Item): EventHandle {
    const entry: Entry<Item> = { time, priority, tie, sequence: this.#sequence, item, pending: true };
    this.#sequence += 1;
    this.#size += 1;
    if (time === this.#now && priority === 0 && tie === 0) {
      this.#instant.push(entry);
    } else {
      this.#heap.push(entry);
      this.#siftUp(entry, this.#heap.length - 1);
    }
    return entry;
  }

  cancel(handle: EventHandle): boolean {
    if (!handle.pending) return false;
    (handle as Entry<Item>).pending = false;
    this.#size -= 1;
    this.#dead += 1;
    if (this.#dead > FEWEST_DEAD && this.#dead > this.#size) this.#rebuild();
    return true;
  }

  nextTime(): Nanoseconds | undefined {
    return this.#first()?.time;
  }

  pop(): ScheduledItem<Item> | undefined {
    const entry = this.#first();
    if (entry === undefined) return undefined;
    if (entry === this.#instant[this.#instantHead]) this.#dropInstant();
    else this.#dropTop();
    entry.pending = false;
    this.#size -= 1;
    this.#now = entry.time;
    return entry;
  }

  entries(): ScheduledItem<Item>[] {
    const live = [...this.#heap, ...this.#instant.slice(this.#instantHead)].filter((entry) => entry.pending);
    return live.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  #first(): Entry<Item> | undefined {
    while (this.#instantHead < this.#instant.length && !(this.#instant[this.#instantHead] as Entry<Item>).pending) {
      this.#dropInstant();
      this.#dead -= 1;
    }
    while (this.#heap.length > 0 && !(this.#heap[0] as Entry<Item>).pending) {
      this.#dropTop();
      this.#dead -= 1;
    }
    const queued = this.#instant[this.#instantHead];
    const top = this.#heap[0];
    if (queued === undefined) return top;
    return top !== undefined && before(top, queued) ? top : queued;
  }

  #dropInstant(): void {
    this.#instantHead += 1;
    if (this.#instantHead === this.#instant.length) {
      this.#instant.length = 0;
      this.#instantHead = 0;
    } else if (this.#instantHead > 1_024 && this.#instantHead * 2 > this.#instant.length) {
      this.#instant = this.#instant.slice(this.#instantHead);
      this.#instantHead = 0;
    }
  }

  #siftUp(entry: Entry<Item>, from: number): void {
    const heap = this.#heap;
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex] as Entry<Item>;
      if (!before(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  #siftDown(entry: Entry<Item>, from: number): void {
    const heap = this.#heap;
    const length = heap.length;
    let index = from;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= length) break;
      if (childIndex + 1 < length && before(heap[childIndex + 1] as Entry<Item>, heap[childIndex] as Entry<Item>))
        childIndex += 1;
      const child = heap[childIndex] as Entry<Item>;
      if (!before(child, entry)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = entry;
  }

  #dropTop(): void {
    const last = this.#heap.pop() as Entry<Item>;
    if (this.#heap.length > 0) this.#siftDown(last, 0);
  }

  #rebuild(): void {
    this.#heap = this.#heap.filter((entry) => entry.pending);
    this.#instant = this.#instant.slice(this.#instantHead).filter((entry) => entry.pending);
    this.#instantHead = 0;
    this.#dead = 0;
    for (let index = (this.#heap.length >> 1) - 1; index >= 0; index -= 1)
      this.#siftDown(this.#heap[index] as Entry<Item>, index);
  }
}
