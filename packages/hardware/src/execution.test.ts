import { NEVER } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ledger, totalOf } from "./account.ts";
import { beginExecution, type Execution, isMasked, progress, timeToStop, whatIsLeft } from "./execution.ts";
import type { Burst, Segment } from "./machine.ts";
import { pricer } from "./operations.ts";
import { mixed, work } from "./testing/bench.ts";
import { testHostModel } from "./testing/test-host.ts";

const price = pricer(testHostModel.prices);
const trap = { cause: "notify" };

function run(burst: Burst, ...stops: readonly number[]): { execution: Execution; ledger: Ledger } {
  const execution = beginExecution(burst, price, 0);
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
    expect(run([work(10), work(0), work(0)], 10).execution.segment).toBe(3);
    const trapping = run([work(10), work(0, { trap }), work(5)], 10).execution;
    expect([trapping.segment, trapping.trap]).toEqual([2, trap]);
    const first = run([work(0, { trap }), work(5)], 0).execution;
    expect([first.segment, first.trap]).toEqual([1, trap]);
  });

  test("loses nothing over any number of stops, and ends when it should", () => {
    fc.assert(
      fc.property(anyBurst, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (burst, shares) => {
        const length = timeToStop(beginExecution(burst, price, 0), price, NEVER);
        const stops = shares.map((share) => Math.floor(share * length)).sort((a, b) => a - b);
        const { execution, ledger } = run(burst, ...stops, length);
        expect(execution.segment).toBe(burst.length);
        expect(ledger).toEqual(run(burst, length).ledger);
        expect(totalOf(ledger)).toBe(length);
      }),
      { numRuns: 200 },
    );
  });

  test("loses nothing when what is left is run again as a new burst after each stop", () => {
    fc.assert(
      fc.property(anyBurst, fc.array(fc.integer({ min: 1, max: 3e8 }), { maxLength: 40 }), (burst, lengths) => {
        const expected = run(burst, NEVER).ledger;
        const ledger: Ledger = {};
        let rest: Burst = burst;
        for (const length of [...lengths, NEVER]) {
          const execution = beginExecution(rest, price, 0);
          progress(execution, price, ledger, Math.min(length, timeToStop(execution, price, NEVER)));
          const { left, from } = whatIsLeft(execution, price);
          rest = burst.slice(burst.length - left).map((segment, index) => (index === 0 ? { ...segment, from } : segment));
          if (left === 0) break;
        }
        expect(rest).toEqual([]);
        expect(ledger).toEqual(expected);
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
        expect(beginExecution([work(total, { from })], price, 0).done).toBe(done);
      }),
    );
  });
});

describe("the time to the next stop", () => {
  const stop = (burst: Burst, interrupt: number): number => timeToStop(beginExecution(burst, price, 0), price, interrupt);

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
        const execution = beginExecution(burst, price, 0);
        let at = 0;
        for (; ; at += 1) {
          progress(execution, price, {}, at);
          if (execution.trap !== null || execution.segment === burst.length) break;
          if (at >= interrupt && !isMasked(execution)) break;
        }
        expect(stop(burst, interrupt)).toBe(at);
      }),
    );
  });
});
