import type { EventHandle, EventList, ScheduledItem } from "./event-list.ts";
import type { Nanoseconds } from "./time.ts";

interface Entry<Item> {
  readonly time: Nanoseconds;
  readonly priority: number;
  readonly tie: number;
  readonly sequence: EventHandle;
  item: Item | undefined;
}

function before(a: Entry<unknown>, b: Entry<unknown>): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.priority !== b.priority) return a.priority < b.priority;
  if (a.tie !== b.tie) return a.tie < b.tie;
  return a.sequence < b.sequence;
}

/**
 * A binary heap, with a first-in-first-out queue beside it for items of the current instant (the time of the last item
 * taken) at the default priority and tie. A cancelled item is emptied where it stands and skipped when it surfaces.
 */
export class HeapEventList<Item> implements EventList<Item> {
  readonly #heap: Entry<Item>[] = [];
  #instant: Entry<Item>[] = [];
  #instantHead = 0;
  readonly #pending = new Map<EventHandle, Entry<Item>>();
  #sequence = 0;
  #now: Nanoseconds = -1;

  get size(): number {
    return this.#pending.size;
  }

  push(time: Nanoseconds, priority: number, tie: number, item: Item): EventHandle {
    const entry: Entry<Item> = { time, priority, tie, sequence: this.#sequence, item };
    this.#sequence += 1;
    this.#pending.set(entry.sequence, entry);
    if (time === this.#now && priority === 0 && tie === 0) this.#instant.push(entry);
    else this.#siftUp(entry);
    return entry.sequence;
  }

  cancel(handle: EventHandle): boolean {
    const entry = this.#pending.get(handle);
    if (entry === undefined) return false;
    entry.item = undefined;
    this.#pending.delete(handle);
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
    this.#pending.delete(entry.sequence);
    this.#now = entry.time;
    return entry as ScheduledItem<Item>;
  }

  entries(): ScheduledItem<Item>[] {
    return [...this.#pending.values()].sort((a, b) => (before(a, b) ? -1 : 1)) as ScheduledItem<Item>[];
  }

  #first(): Entry<Item> | undefined {
    while (this.#instantHead < this.#instant.length && this.#instant[this.#instantHead]?.item === undefined) this.#dropInstant();
    while (this.#heap.length > 0 && this.#heap[0]?.item === undefined) this.#dropTop();
    const queued = this.#instant[this.#instantHead];
    const top = this.#heap[0];
    if (queued === undefined) return top;
    return top !== undefined && before(top, queued) ? top : queued;
  }

  #dropInstant(): void {
    this.#instantHead += 1;
    if (this.#instantHead === this.#instant.length) {
      this.#instant = [];
      this.#instantHead = 0;
    }
  }

  #siftUp(entry: Entry<Item>): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex] as Entry<Item>;
      if (!before(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  #dropTop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Entry<Item>;
    const length = heap.length;
    if (length === 0) return;
    let index = 0;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= length) break;
      const right = heap[childIndex + 1];
      if (right !== undefined && before(right, heap[childIndex] as Entry<Item>)) childIndex += 1;
      const child = heap[childIndex] as Entry<Item>;
      if (!before(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  }
}
