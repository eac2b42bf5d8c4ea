import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EventHandle, EventQueue } from "./event-queue.ts";
import { SortedArray } from "./testing/sorted-array.ts";
import { END_OF_TIME } from "./time.ts";

/** How long after the event taken last (or, for `at`, when) an event comes. */
type Step =
  | { kind: "push"; delay: number; priority: number; tie: number; count: number; apart: number }
  | { kind: "pop"; count: number }
  | { kind: "cancel"; which: number; count: number }
  | { kind: "look" }
  | { kind: "clear" };

const few = fc.integer({ min: 1, max: 4 });
const many = fc.oneof({ weight: 6, arbitrary: few }, { weight: 1, arbitrary: fc.integer({ min: 20, max: 150 }) });
const rank = fc.record({
  priority: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.constantFrom(-1, 1, 0.5)),
  tie: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 })),
});
const plainRank = fc.constant({ priority: 0, tie: 0 });

/** Kinds of input that event lists have been known to go wrong or slow with. */
const delays: Readonly<Record<string, fc.Arbitrary<number>>> = {
  "all equal times": fc.constant(0),
  "times close together": fc.integer({ min: 0, max: 3 }),
  "times far apart": fc.integer({ min: 0, max: 1_000_000 }),
  "one far outlier": fc.oneof({ weight: 40, arbitrary: fc.integer({ min: 0, max: 100 }) }, fc.constant(END_OF_TIME)),
  "times before the event taken last": fc.integer({ min: -1_000, max: 10 }),
  "any times": fc.integer({ min: 0, max: END_OF_TIME }),
  "exponents spread evenly": fc.integer({ min: 0, max: 52 }).map((exponent) => 2 ** exponent),
};
const mixed = fc.oneof(...Object.values(delays));

function steps(delay: fc.Arbitrary<number>, ranks: typeof rank): fc.Arbitrary<Step[]> {
  const push = fc
    .tuple(delay, ranks, many, fc.constantFrom(0, 0, 1, -1, 1_000))
    .map(([at, { priority, tie }, count, apart]) => ({ kind: "push" as const, delay: at, priority, tie, count, apart }));
  return fc.array(
    fc.oneof(
      { weight: 18, arbitrary: push },
      { weight: 15, arbitrary: fc.record({ kind: fc.constant("pop" as const), count: many }) },
      { weight: 9, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(), count: many }) },
      { weight: 6, arbitrary: fc.constant({ kind: "look" as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: "clear" as const }) },
    ),
    { maxLength: 120 },
  );
}

/** A queue beside the obviously right one; each step is taken by both, and their answers compared. */
class Pair {
  readonly queue = new EventQueue<number>();
  readonly oracle = new SortedArray<number>();
  readonly handles: EventHandle[] = [];
  readonly #places: number[] = [];
  #now = 0;
  /** How often each item was taken or cancelled. */
  readonly ended: number[] = [];

  take(step: Step): void {
    if (step.kind === "push") for (let index = 0; index < step.count; index += 1) this.push(step, index);
    else if (step.kind === "pop") for (let index = 0; index < step.count; index += 1) this.pop();
    else if (step.kind === "cancel") for (let index = 0; index < step.count; index += 1) this.cancel(step.which + 7 * index);
    else if (step.kind === "look") this.look();
    else this.clear();
    if (this.queue.size !== this.oracle.size) throw new Error(`size is ${this.queue.size}, not ${this.oracle.size}`);
  }

  push({ delay, apart, priority, tie }: Step & { kind: "push" }, index: number): void {
    const time = Math.min(END_OF_TIME, Math.max(0, this.#now + delay + index * apart));
    const item = this.handles.length;
    this.handles.push(this.queue.push(time, priority, tie, item));
    this.#places.push(this.oracle.push(time, priority, tie, item));
    this.ended.push(0);
  }

  pop(): void {
    const expected = this.oracle.pop();
    const item = this.queue.pop();
    if (item !== expected?.item) throw new Error(`took ${item}, not ${expected?.item}`);
    if (expected === undefined) return;
    const { time, priority, tie } = this.queue;
    expect([time, priority, tie]).toEqual([expected.time, expected.priority, expected.tie]);
    this.#now = time;
    this.#end(expected.item);
  }

  cancel(which: number): void {
    const item = which % Math.max(1, this.handles.length);
    const handle = this.handles[item];
    if (handle === undefined) return;
    const pending = this.queue.isPending(handle);
    const cancelled = this.queue.cancel(handle);
    if (cancelled !== this.oracle.cancel(this.#places[item] as number)) throw new Error(`cancel of ${item} says ${cancelled}`);
    if (pending !== cancelled || this.queue.isPending(handle)) throw new Error(`isPending of ${item} is wrong`);
    if (cancelled) this.#end(item);
  }

  look(): void {
    const entries = this.oracle.entries();
    expect(this.queue.nextTime()).toBe(entries[0]?.time ?? Number.POSITIVE_INFINITY);
    expect(this.queue.peek()).toBe(entries[0]?.item);
    expect(this.queue.entries()).toEqual(
      entries.map(({ time, priority, tie, item }) => ({ time, priority, tie, item, handle: this.handles[item] })),
    );
  }

  clear(): void {
    for (const { item } of this.oracle.entries()) this.#end(item);
    this.oracle.clear();
    this.queue.clear();
  }

  /** Takes all that is left; each item must then have ended exactly once. */
  drain(): void {
    this.look();
    while (this.oracle.size > 0) this.pop();
    this.pop();
    expect(this.queue.nextTime()).toBe(Number.POSITIVE_INFINITY);
    expect(this.ended.every((count) => count === 1)).toBe(true);
  }

  #end(item: number): void {
    this.ended[item] = (this.ended[item] as number) + 1;
  }
}

function play(script: readonly Step[]): void {
  const pair = new Pair();
  for (const step of script) pair.take(step);
  pair.drain();
}

describe("the event queue agrees with a sorted array, and each event ends exactly once, under", () => {
  for (const [name, delay] of Object.entries({ ...delays, "all of these mixed": mixed })) {
    it(`${name}, at one priority and tie`, () => {
      fc.assert(fc.property(steps(delay, plainRank), play), { numRuns: 60 });
    });

    it(`${name}, at several priorities and ties`, () => {
      fc.assert(fc.property(steps(delay, rank), play), { numRuns: 60 });
    });
  }

  it("waves that cross from a few pending events to many and back", () => {
    const wave = fc.record({
      up: fc.integer({ min: 1, max: 400 }),
      down: fc.integer({ min: 1, max: 400 }),
      delay: fc.nat(2_000),
    });
    const waves = fc.property(fc.array(wave, { maxLength: 12 }), fc.constantFrom(0, 1, 0.5), (heights, part) => {
      const pair = new Pair();
      for (const { up, down, delay } of heights) {
        for (let index = 0; index < up; index += 1)
          pair.push({ kind: "push", delay: (index * 7_919) % (delay + 1), priority: 0, tie: 0, count: 1, apart: 0 }, 0);
        for (let index = 0; index < down * part; index += 1) pair.cancel(index * 31);
        for (let index = 0; index < down; index += 1) pair.pop();
      }
      pair.drain();
    });
    fc.assert(waves, { numRuns: 40 });
  });
});

/** Takes everything; fails if it does not come in the order of time, then of item. */
function takeAll(queue: EventQueue<number>): number {
  let [count, time, last] = [0, -1, -1];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    if (queue.time < time || (queue.time === time && item < last)) throw new Error(`item ${item} came out of order`);
    [time, last] = [queue.time, item];
    count += 1;
  }
  return count;
}

describe("the event queue", () => {
  it("keeps items of one instant in order of insertion, through the queue of the current instant too", () => {
    const queue = new EventQueue<string>();
    for (const name of ["a", "b", "c"]) queue.push(5, 0, 0, name);
    expect(queue.pop()).toBe("a");
    queue.push(5, 0, 0, "d");
    queue.push(5, 0, 0, "e");
    expect([1, 2, 3, 4].map(() => queue.pop())).toEqual(["b", "c", "d", "e"]);
  });

  it("takes a lower priority number and a lower tie before older items of the instant", () => {
    const queue = new EventQueue<string>();
    queue.push(7, 0, 0, "first");
    queue.pop();
    queue.push(7, 0, 0, "queued");
    queue.push(7, 0, 3, "tied");
    queue.push(7, -1, 0, "urgent");
    queue.push(7, 1, 0, "late");
    expect([1, 2, 3, 4].map(() => queue.pop())).toEqual(["urgent", "queued", "tied", "late"]);
  });

  it("finds 100,000 near events before one far outlier, and the outlier last", () => {
    const queue = new EventQueue<number>();
    queue.push(END_OF_TIME, 0, 0, 0);
    for (let index = 0; index < 100_000; index += 1) queue.push((index * 7_919) % 100_003, 0, 0, index);
    expect(takeAll(queue)).toBe(100_001);
    expect(queue.time).toBe(END_OF_TIME);
  });

  it("serves a burst of 100,000 items at one instant, each of which adds another, in order", () => {
    const queue = new EventQueue<number>();
    const count = 100_000;
    for (let index = 0; index < count; index += 1) queue.push(1, 0, 0, index);
    for (let index = 0; index < 2 * count; index += 1) {
      if (queue.pop() !== index) throw new Error(`item ${index} came out of order`);
      if (index < count) queue.push(1, 0, 0, count + index);
    }
    expect(queue.size).toBe(0);
  });

  it("sorts 100,000 items of one instant by tie, with others coming meanwhile", () => {
    const queue = new EventQueue<number>();
    const count = 100_000;
    for (let index = 0; index < count; index += 1) queue.push(5, 0, (index * 7_919) % 100_003, index);
    let last = -1;
    for (let index = 0; index < count; index += 1) {
      queue.pop();
      if (queue.tie < last) throw new Error(`tie ${queue.tie} came after ${last}`);
      last = queue.tie;
      queue.push(5 + (index % 3), 0, last + 1 + (index % 100), count + index);
    }
    expect(queue.size).toBe(count);
  });

  it("takes 100,000 items whose times decrease, pushed one by one, and again while a crowd waits", () => {
    const queue = new EventQueue<number>();
    const count = 100_000;
    for (let index = 0; index < count; index += 1) queue.push(count, 0, 0, index);
    expect(queue.nextTime()).toBe(count);
    for (let index = 0; index < count; index += 1) {
      queue.push(count - index, 0, 0, index);
      if (queue.nextTime() !== count - index) throw new Error(`item ${index} is not the first`);
    }
    expect(queue.size).toBe(2 * count);
    expect(queue.pop()).toBe(count - 1);
  });

  it("survives a storm of cancels without keeping what was cancelled", () => {
    const queue = new EventQueue<number>();
    for (let round = 0; round < 1_000_000; round += 1) {
      const handle = queue.push(1e12 + round, 0, 0, round);
      if (round % 1_000 !== 0) queue.cancel(handle);
    }
    expect(queue.size).toBe(1_000);
    expect(queue.entries()).toHaveLength(1_000);
    const times: number[] = [];
    while (queue.pop() !== undefined) times.push(queue.time);
    expect(times).toEqual(Array.from({ length: 1_000 }, (_, index) => 1e12 + index * 1_000));
  });

  it("cancels within the current instant in linear time", () => {
    const queue = new EventQueue<number>();
    queue.push(1, 0, 0, -1);
    queue.pop();
    const handles = Array.from({ length: 100_000 }, (_, index) => queue.push(1, 0, 0, index));
    for (const [index, handle] of handles.entries()) if (index % 3 !== 0) queue.cancel(handle);
    for (let index = 0; index < 100_000; index += 3)
      if (queue.pop() !== index) throw new Error(`item ${index} came out of order`);
    expect(queue.pop()).toBeUndefined();
  });

  it("never lets a stale handle cancel the event that has come to stand in its place", () => {
    const queue = new EventQueue<number>();
    const handles = new Set<EventHandle>();
    for (let round = 0; round < 10_000; round += 1) {
      const handle = queue.push(round, 0, 0, round);
      for (const stale of [...handles].slice(-3)) if (queue.cancel(stale)) throw new Error(`${stale} was stale`);
      expect(queue.isPending(handle)).toBe(true);
      handles.add(handle);
      if (round % 2 === 0) queue.pop();
      else queue.cancel(handle);
    }
    expect(handles.size).toBe(10_000);
    expect([0, -1, Number.NaN, 0.5, END_OF_TIME].map((handle) => queue.cancel(handle))).toEqual(Array(5).fill(false));
  });

  it("gives an equal queue when its entries are pushed into an empty one", () => {
    const event = fc.tuple(mixed, rank);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 150 }), (events) => {
        const queue = new EventQueue<number>();
        events.forEach(([delay, { priority, tie }], index) => {
          queue.push(Math.max(0, delay), priority, tie, index);
        });
        const copy = new EventQueue<number>();
        for (const { time, priority, tie, item } of queue.entries()) copy.push(time, priority, tie, item);
        for (const _ of events) expect(copy.pop()).toBe(queue.pop());
      }),
    );
  });
});
