import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventHandle, EventList, ScheduledItem } from "./event-list.ts";
import { HeapEventList } from "./heap-event-list.ts";

interface Placed {
  readonly time: number;
  readonly priority: number;
  readonly tie: number;
  readonly sequence: number;
  readonly item: string;
  pending: boolean;
}

/** The obviously right event list: an array, sorted at every look. */
class SortedArray implements EventList<string> {
  #items: Placed[] = [];
  #next = 0;

  get size(): number {
    return this.#items.length;
  }

  push(time: number, priority: number, tie: number, item: string): Placed {
    const placed = { time, priority, tie, sequence: this.#next, item, pending: true };
    this.#next += 1;
    this.#items.push(placed);
    return placed;
  }

  cancel(handle: EventHandle): boolean {
    const before = this.#items.length;
    this.#items = this.#items.filter((entry) => entry !== handle);
    return this.#items.length < before;
  }

  nextTime(): number | undefined {
    return this.entries()[0]?.time;
  }

  pop(): Placed | undefined {
    const first = this.entries()[0];
    this.#items = this.#items.filter((entry) => entry !== first);
    return first;
  }

  entries(): Placed[] {
    return this.#items.toSorted((a, b) => a.time - b.time || a.priority - b.priority || a.tie - b.tie || a.sequence - b.sequence);
  }
}

const plain = ({ time, priority, tie, item }: Pick<Placed, "time" | "priority" | "tie" | "item">) => ({
  time,
  priority,
  tie,
  item,
});

type Step = { kind: "push"; delay: number; priority: number; tie: number } | { kind: "pop" } | { kind: "cancel"; which: number };

const delay = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.constant(2 ** 50) },
);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("push" as const),
        delay,
        priority: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1)),
        tie: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 })),
      }),
    },
    { weight: 3, arbitrary: fc.constant({ kind: "pop" as const }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat() }) },
  ),
  { maxLength: 400 },
);

function play(script: readonly Step[]): void {
  const list = new HeapEventList<string>();
  const oracle = new SortedArray();
  const handles: [EventHandle, EventHandle][] = [];
  let now = 0;
  script.forEach((step, index) => {
    if (step.kind === "push") {
      const at = now + step.delay;
      handles.push([
        list.push(at, step.priority, step.tie, `item ${index}`),
        oracle.push(at, step.priority, step.tie, `item ${index}`),
      ]);
    } else if (step.kind === "cancel") {
      const pair = handles[step.which % Math.max(1, handles.length)];
      if (pair !== undefined) expect(list.cancel(pair[0])).toBe(oracle.cancel(pair[1]));
    } else {
      expect(list.nextTime()).toBe(oracle.nextTime());
      const expected = oracle.pop();
      const popped = list.pop();
      expect(popped && plain(popped)).toEqual(expected && plain(expected));
      now = expected?.time ?? now;
    }
    expect(list.size).toBe(oracle.size);
  });
  expect(list.entries().map(plain)).toEqual(oracle.entries().map(plain));
  while (oracle.size > 0) expect(plain(list.pop() as ScheduledItem<string>)).toEqual(plain(oracle.pop() as Placed));
  expect(list.pop()).toBeUndefined();
}

describe("the heap event list", () => {
  it("agrees with a sorted array under any pushes, cancels and pops", () => {
    fc.assert(fc.property(steps, play), { numRuns: 500 });
  });

  it("keeps items of one instant in order of insertion, through the queue of the current instant too", () => {
    const list = new HeapEventList<string>();
    for (const name of ["a", "b", "c"]) list.push(5, 0, 0, name);
    expect(list.pop()?.item).toBe("a");
    list.push(5, 0, 0, "d");
    list.push(5, 0, 0, "e");
    const order = ["b", "c", "d", "e"].map((name) => [name, list.pop()?.item]);
    for (const [expected, popped] of order) expect(popped).toBe(expected);
  });

  it("takes a lower priority number and a lower tie before older items of the instant", () => {
    const list = new HeapEventList<string>();
    list.push(7, 0, 0, "first");
    list.pop();
    list.push(7, 0, 0, "queued");
    list.push(7, 0, 3, "tied");
    list.push(7, -1, 0, "urgent");
    list.push(7, 1, 0, "late");
    expect([1, 2, 3, 4].map(() => list.pop()?.item)).toEqual(["urgent", "queued", "tied", "late"]);
  });

  it("finds near events before one far outlier, and the outlier last", () => {
    const list = new HeapEventList<number>();
    list.push(2 ** 53 - 1, 0, 0, -1);
    for (let index = 0; index < 10_000; index += 1) list.push((index * 7919) % 10_007, 0, 0, index);
    let last = -1;
    for (let index = 0; index < 10_000; index += 1) {
      const { time } = list.pop() as { time: number };
      expect(time).toBeGreaterThanOrEqual(last);
      last = time;
    }
    expect(list.pop()?.item).toBe(-1);
    expect(list.size).toBe(0);
  });

  it("serves a burst of 100,000 items at one instant, each of which adds another, in order", () => {
    const list = new HeapEventList<number>();
    const count = 100_000;
    for (let index = 0; index < count; index += 1) list.push(1, 0, 0, index);
    for (let index = 0; index < 2 * count; index += 1) {
      if (list.pop()?.item !== index) throw new Error(`item ${index} came out of order`);
      if (index < count) list.push(1, 0, 0, count + index);
    }
    expect(list.size).toBe(0);
  });

  it("survives a storm of cancels without keeping what was cancelled", () => {
    const list = new HeapEventList<{ payload: WeakRef<object> | undefined }>();
    for (let round = 0; round < 1_000_000; round += 1) {
      const handle = list.push(1e12 + round, 0, 0, { payload: undefined });
      if (round % 1_000 !== 0) list.cancel(handle);
    }
    expect(list.size).toBe(1_000);
    expect(list.entries()).toHaveLength(1_000);
    const times: number[] = [];
    for (let item = list.pop(); item !== undefined; item = list.pop()) times.push(item.time);
    expect(times).toEqual(Array.from({ length: 1_000 }, (_, index) => 1e12 + index * 1_000));
  });

  it("cancels within the current instant in linear time", () => {
    const list = new HeapEventList<number>();
    list.push(1, 0, 0, -1);
    list.pop();
    const handles = Array.from({ length: 100_000 }, (_, index) => list.push(1, 0, 0, index));
    for (const [index, handle] of handles.entries()) if (index % 3 !== 0) list.cancel(handle);
    for (let index = 0; index < 100_000; index += 3)
      if (list.pop()?.item !== index) throw new Error(`item ${index} came out of order`);
    expect(list.pop()).toBeUndefined();
  });

  it("says that an item can't be cancelled twice, nor after it has been taken", () => {
    const list = new HeapEventList<string>();
    const taken = list.push(1, 0, 0, "taken");
    const cancelled = list.push(2, 0, 0, "cancelled");
    expect(list.pop()?.item).toBe("taken");
    expect([list.cancel(taken), list.cancel(cancelled), list.cancel(cancelled)]).toEqual([false, true, false]);
    expect([list.size, list.nextTime(), list.pop()]).toEqual([0, undefined, undefined]);
  });

  it("gives an equal list when its entries are pushed into an empty one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(delay, fc.integer({ min: -1, max: 1 }), fc.integer({ min: 0, max: 2 }))), (items) => {
        const list = new HeapEventList<number>();
        items.forEach(([time, priority, tie], index) => {
          list.push(time, priority, tie, index);
        });
        const copy = new HeapEventList<number>();
        for (const { time, priority, tie, item } of list.entries()) copy.push(time, priority, tie, item);
        for (const _ of items) expect(copy.pop()?.item).toBe(list.pop()?.item);
      }),
    );
  });
});
