import { NEVER } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ledger, totalOf } from "./account.ts";
import { beginExecution, type Execution, isMasked, progress, timeToStop, whatIsLeft } from "./execution.ts";
import { type GivenBurst, givenBurst } from "./given-burst.ts";
import type { Burst, Segment } from "./machine.ts";
import { pricer } from "./operations.ts";
import { mixed, work } from "./testing/bench.ts";
import { testHostModel } from "./testing/test-host.ts";

const price = pricer(testHostModel.prices);
const trap = { cause: "notify" };

function begin(burst: Burst, at = 0): Execution {
  return beginExecution(givenBurst({ burst }), price, at);
}

function run(burst: Burst, ...stops: readonly number[]): { execution: Execution; ledger: Ledger } {
  const execution = begin(burst);
  const ledger: Ledger = {};
  for (const at of stops) progress(execution, price, ledger, at);
  return { execution, ledger };
}

const anyBurst = fc.array(
  fc
    .record({
      first: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1e9 })),
      calls: fc.integer({ min: 0, max: 3 }),
      second: fc.integer({ min: 0, max: 7 }),
      from: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.999, noNaN: true })),
      masked: fc.boolean(),
    })
    .map(({ first, calls, second, from, masked }): Segment => {
      const parts = mixed(["a", { work: first, systemCall: calls }], ["b", { work: second }]);
      return { ...parts, from, masked };
    }),
  { minLength: 1, maxLength: 6 },
);

describe("an execution", () => {
  test("executes parts in order and credits each payer with its own time", () => {
    const burst = [mixed(["a", { work: 10 }], ["b", { systemCall: 2 }], ["c", { work: 5 }])];
    expect(run(burst, 7).ledger).toEqual({ "user:a": 7 });
    expect(run(burst, 110).ledger).toEqual({ "user:a": 10, "user:b": 100 });
    expect(run(burst, 7, 212, 400).ledger).toEqual({ "user:a": 10, "user:b": 200, "user:c": 5 });
  });

  test("goes on where a segment had been begun, the first and any later one", () => {
    const { execution, ledger } = run([work(100, { from: 0.5 }), work(100, { from: 0.25 }, "b")], 60);
    expect(ledger).toEqual({ "user:a": 50, "user:b": 10 });
    expect(whatIsLeft(execution, price)).toEqual({ left: 1, from: 0.35 });
    expect(timeToStop(execution, price, NEVER)).toBe(65);
  });

  test("stops at the end of a segment that traps, however late it is looked at", () => {
    const { execution, ledger } = run([work(10, { trap }), work(10, {}, "b")], 30);
    expect(execution.trap).toEqual(trap);
    expect(ledger).toEqual({ "user:a": 10 });
    expect(whatIsLeft(execution, price)).toEqual({ left: 1, from: 0 });
  });

  test("is done with segments that take no time at the instant at which they begin, with the trap of one that bears it", () => {
    expect(run([work(10), work(0), work(0)], 10).execution.left).toBe(0);
    const trapping = run([work(10), work(0, { trap }), work(5)], 10).execution;
    expect([trapping.left, trapping.trap]).toEqual([1, trap]);
    const first = run([work(0, { trap }), work(5)], 0).execution;
    expect([first.left, first.trap]).toEqual([1, trap]);
  });

  test("loses nothing over any number of stops, and ends when it should", () => {
    fc.assert(
      fc.property(anyBurst, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (burst, shares) => {
        const length = timeToStop(begin(burst), price, NEVER);
        const stops = shares.map((share) => Math.floor(share * length)).sort((a, b) => a - b);
        const { execution, ledger } = run(burst, ...stops, length);
        expect(execution.left).toBe(0);
        expect(ledger).toEqual(run(burst, length).ledger);
        expect(totalOf(ledger)).toBe(length);
      }),
      { numRuns: 200 },
    );
  });

  /** Runs a burst again after each stop, as what is made of it and of what is left. */
  function stopAndGoOn(burst: Burst, lengths: readonly number[], next: (left: number, from: number) => GivenBurst): Ledger {
    const ledger: Ledger = {};
    let given = givenBurst({ burst });
    for (const length of [...lengths, NEVER]) {
      const execution = beginExecution(given, price, 0);
      progress(execution, price, ledger, Math.min(length, timeToStop(execution, price, NEVER)));
      const { left, from } = whatIsLeft(execution, price);
      if (left === 0) return ledger;
      given = next(left, from);
    }
    throw new Error("something is left at the end of time");
  }

  test("loses nothing when what is left is run again after each stop, as a new burst or as the end of the same", () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 3e8 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyBurst, lengths, fc.nat(6), (burst, each, cut) => {
        const expected = run(burst, NEVER).ledger;
        const ending = (left: number, from: number): Burst =>
          burst.slice(burst.length - left).map((segment, index) => (index === 0 ? { ...segment, from } : segment));
        expect(stopAndGoOn(burst, each, (left, from) => givenBurst({ burst: ending(left, from) }))).toEqual(expected);
        expect(stopAndGoOn(burst, each, (left, from) => givenBurst({ burst, left, from }))).toEqual(expected);
        const split = (left: number, from: number): GivenBurst => {
          const whole = ending(left, from);
          return givenBurst({
            before: whole.slice(0, cut),
            burst,
            left: Math.max(0, left - cut),
            ...(left > cut ? {} : { from: 0 }),
          });
        };
        const started = (left: number, from: number): GivenBurst =>
          left <= cut || cut === 0 ? givenBurst({ burst, left, from }) : split(left, from);
        expect(stopAndGoOn(burst, each, started)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test("tells a fraction below 1 that leads back to the same nanosecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e15 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
        const done = Math.min(total - 1, Math.floor(total * share));
        const { from } = whatIsLeft(run([work(total)], done).execution, price);
        expect(from).toBeLessThan(1);
        expect(begin([work(total, { from })]).done).toBe(done);
      }),
    );
  });
});

describe("the time to the next stop", () => {
  const stop = (burst: Burst, interrupt: number): number => timeToStop(begin(burst), price, interrupt);

  test("is that to the end or to the first trap, if no interrupt comes", () => {
    expect(stop([work(10), work(20)], NEVER)).toBe(30);
    expect(stop([work(10, { trap }), work(20)], NEVER)).toBe(10);
    expect(stop([], NEVER)).toBe(0);
  });

  test("is that to the interrupt where it is not masked", () => {
    expect(stop([work(10), work(20)], 0)).toBe(0);
    expect(stop([work(10), work(20)], 15)).toBe(15);
    expect(stop([work(10), work(20)], 30)).toBe(30);
  });

  test("is that to the end of the masked segments in which the interrupt comes", () => {
    const burst = [work(10), work(20, { masked: true }), work(20, { masked: true }), work(10)];
    expect(stop(burst, 10)).toBe(50);
    expect(stop(burst, 11)).toBe(50);
    expect(stop(burst, 50)).toBe(50);
    expect(stop(burst.slice(1), 0)).toBe(40);
    expect(stop([work(20, { masked: true }), work(20, { masked: true, trap })], 5)).toBe(40);
  });

  test("agrees with what can be seen by going on one nanosecond after the other", () => {
    const shortBurst = fc.array(fc.record({ time: fc.integer({ min: 1, max: 6 }), masked: fc.boolean(), traps: fc.boolean() }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(shortBurst, fc.integer({ min: 0, max: 30 }), (shapes, interrupt) => {
        const burst = shapes.map(({ time, masked, traps }) => work(time, { masked, ...(traps ? { trap } : {}) }));
        const execution = begin(burst);
        let at = 0;
        for (; ; at += 1) {
          progress(execution, price, {}, at);
          if (execution.trap !== null || execution.left === 0) break;
          if (at >= interrupt && !isMasked(execution)) break;
        }
        expect(stop(burst, interrupt)).toBe(at);
      }),
    );
  });
});

describe("an execution of a long burst", () => {
  const plain = fc.record({ work: fc.nat(20), calls: fc.nat(2) }).map(({ work: time, calls }): Segment => {
    return mixed(["a", { work: time }], ["b", { systemCall: calls }]);
  });
  const longBurst = fc.array(plain, { minLength: 4, maxLength: 12 });
  const begun = {
    before: fc.array(plain, { maxLength: 2 }),
    left: fc.integer({ min: 1, max: 12 }),
    from: fc.double({ min: 0, max: 0.99 }),
  };

  test("takes as long as one of which the processor knows no timetable, and is credited alike", () => {
    const bySegments = Object.assign((parts: Segment["parts"]) => price(parts), { timetable: () => null });
    const anywhere = fc.record({ burst: longBurst, trap: fc.boolean(), ...begun });
    fc.assert(
      fc.property(anywhere, fc.nat(3_000), fc.array(fc.nat(300), { maxLength: 5 }), (drawn, interrupt, steps) => {
        const { burst, before, left, from } = drawn;
        const ended = drawn.trap ? burst.map((each, index) => (index === burst.length - 1 ? { ...each, trap } : each)) : burst;
        const given = givenBurst({ before, burst: ended, left: Math.min(left, burst.length), from });
        expect(price.timetable(ended)).not.toBeNull();
        const [looked, added] = [beginExecution(given, price, 0), beginExecution(given, bySegments, 0)];
        const ledgers: [Ledger, Ledger] = [{}, {}];
        for (const step of steps) {
          expect(timeToStop(looked, price, interrupt)).toBe(timeToStop(added, bySegments, interrupt));
          progress(looked, price, ledgers[0], looked.since + step);
          progress(added, bySegments, ledgers[1], added.since + step);
          expect(looked).toEqual(added);
        }
        expect(ledgers[0]).toEqual(ledgers[1]);
      }),
      { numRuns: 500 },
    );
  });

  test("has no timetable if anything but an interrupt can stop it, or caches slow it", () => {
    const burst = [work(1), work(2), work(3), work(4)];
    const withFirst = (more: Partial<Segment>): Burst => [work(1, more), ...burst.slice(1)];
    expect(price.timetable(burst)?.ends).toEqual([1, 3, 6, 10]);
    expect(price.timetable(burst)).toBe(price.timetable(burst));
    expect(price.timetable(burst.slice(1)), "a short one").toBeNull();
    const footprint = { space: "a", read: 1, written: 0, intensity: 1 };
    for (const more of [{ trap }, { masked: true }, { from: 0.5 }, { footprint }])
      expect(price.timetable(withFirst(more)), Object.keys(more)[0]).toBeNull();
  });
});
