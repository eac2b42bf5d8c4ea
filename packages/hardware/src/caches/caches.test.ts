import { Simulation } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ledger, totalOf } from "../account.ts";
import { beginExecution, progress, timeToStop, whatIsLeft } from "../execution.ts";
import { givenBurst } from "../given-burst.ts";
import type { Burst, Segment } from "../machine.ts";
import { pricer } from "../operations.ts";
import { bench, listener, work } from "../testing/bench.ts";
import { testHost, testHostModel } from "../testing/test-host.ts";
import type { CacheModel } from "./cache-model.ts";
import type { Caches } from "./caches.ts";
import { cacheGeometry } from "./geometry.ts";
import { fullRefill } from "./residency.ts";

const price = pricer(testHostModel.prices);
const geometry = cacheGeometry("test-host", testHostModel.caches as CacheModel);
const NEVER = Number.POSITIVE_INFINITY;

/** A page of the test host: 64 lines and a translation, 10 ns each. */
const PAGE = 650;

function touching(space: string, pages: number, time: number, extra: Partial<Segment> = {}): Segment {
  return work(time, { footprint: { space, read: pages, written: 0, intensity: 0 }, ...extra }, space);
}

function empty(): Caches {
  return { geometry, residency: [], owner: "host" };
}

/** Executes a burst to its end, stopping and going on again after each of so many nanoseconds. */
function execute(caches: Caches, burst: Burst, stops: readonly number[] = []): { ledger: Ledger; length: number } {
  const ledger: Ledger = {};
  let now = 0;
  let rest = burst;
  for (const time of [...stops, NEVER]) {
    const execution = beginExecution(givenBurst({ burst: rest }), price, now, caches);
    now += Math.min(time, timeToStop(execution, price, NEVER, caches));
    progress(execution, price, ledger, now, caches);
    const { left, from } = whatIsLeft(execution, price);
    rest = rest.slice(rest.length - left).map((segment, index) => (index === 0 ? { ...segment, from } : segment));
    if (left === 0) break;
  }
  expect(rest).toEqual([]);
  return { ledger, length: now };
}

const refillOf = (ledger: Ledger, owner: string): number => ledger[`refill:host < user:${owner}`] ?? 0;

describe("refill of caches", () => {
  test("comes before the work of a segment that tells its footprint, once for a space that is alone", () => {
    const caches = empty();
    const first = execute(caches, [touching("a", 4, 1_000), touching("a", 4, 1_000)]);
    expect(first).toEqual({ ledger: { "refill:host < user:a": 4 * PAGE, "user:a": 2_000 }, length: 2_000 + 4 * PAGE });
    expect(execute(caches, [touching("a", 4, 1_000), touching("a", 2, 1)]).ledger).toEqual({ "user:a": 1_001 });
  });

  test("is nothing without a footprint, or where nothing is to be done", () => {
    expect(execute(empty(), [work(100)]).ledger).toEqual({ "user:a": 100 });
    expect(execute(empty(), [touching("a", 4, 0)]).ledger).toEqual({});
  });

  test("is nothing but the translations for two that together fit, and all for two that do not", () => {
    const alternate = (pages: number): number => {
      const caches = empty();
      for (const space of ["a", "b"]) execute(caches, [touching(space, pages, 1_000)]);
      return refillOf(execute(caches, [touching("a", pages, 1_000)]).ledger, "a");
    };
    expect(alternate(16)).toBe(16 * 10);
    expect(alternate(17)).toBe(17 * 640);
    expect(alternate(20)).toBe(20 * 640);
  });

  test("is never for what does not fit even alone: that is part of the plain work", () => {
    expect(execute(empty(), [touching("a", 33, 1_000)]).length).toBe(1_000);
  });

  test("grows by what a larger working set has beyond", () => {
    const caches = empty();
    execute(caches, [touching("a", 4, 1)]);
    expect(refillOf(execute(caches, [touching("a", 6, 1)]).ledger, "a")).toBe(2 * PAGE);
    expect(refillOf(execute(caches, [touching("a", 4, 1), touching("a", 6, 1)]).ledger, "a")).toBe(0);
  });

  test("is begun again only for what others have displaced when it is stopped on the way", () => {
    const caches = empty();
    const execution = beginExecution(givenBurst({ burst: [touching("a", 4, 100)] }), price, 0, caches);
    progress(execution, price, {}, 2 * PAGE, caches);
    expect(whatIsLeft(execution, price)).toEqual({ left: 1, from: 0 });
    execute(caches, [touching("b", 4, 1)]);
    expect(refillOf(execute(caches, [touching("a", 4, 100)]).ledger, "a")).toBe(2 * 640 + 4 * 10);
  });

  test("loses and adds nothing, however often it and the work after it are stopped", () => {
    const segment = fc
      .record({
        space: fc.constantFrom("a", "b"),
        pages: fc.integer({ min: 0, max: 40 }),
        time: fc.integer({ min: 0, max: 9_999 }),
      })
      .map(({ space, pages, time }) => touching(space, pages, time));
    const bursts = fc.array(segment, { minLength: 1, maxLength: 4 });
    const stops = fc.array(fc.integer({ min: 0, max: 9_999 }), { maxLength: 20 });
    fc.assert(
      fc.property(bursts, stops, (burst, times) => {
        const whole = execute(empty(), burst);
        const cut = execute(empty(), burst, times);
        expect(cut).toEqual(whole);
        expect(totalOf(cut.ledger)).toBe(cut.length);
      }),
      { numRuns: 200 },
    );
  });

  test("is never more than that of a processor that holds nothing", () => {
    const visits = fc.array(
      fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 30_000 })),
      {
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(visits, (each) => {
        const caches = empty();
        for (const [space, pages, time] of each) {
          const execution = beginExecution(givenBurst({ burst: [touching(space, pages, 1_000)] }), price, 0, caches);
          expect(execution.refill).toBeLessThanOrEqual(fullRefill(geometry, pages));
          expect(execution.refill).toBeGreaterThanOrEqual(0);
          progress(execution, price, {}, time, caches);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("a processor with caches", () => {
  test("answers after refill and work, and keeps what it holds for the next burst", () => {
    const b = bench();
    b.run([touching("a", 2, 100)]);
    b.untilHeard();
    expect(b.heard().map(([at]) => at)).toEqual([2 * PAGE + 100]);
    b.run([touching("a", 2, 100)], { ticket: 2 });
    b.untilHeard();
    expect(b.heard().map(([at]) => at)).toEqual([2 * PAGE + 200]);
    expect(b.host.ledger(0)).toEqual({ "refill:host < user:a": 2 * PAGE, "user:a": 200 });
  });

  test("is read in mid-refill without changing the run, and restores from a save in it", () => {
    const b = bench();
    b.run([touching("a", 2, 100), touching("b", 2, 100)]);
    b.until(500);
    expect(b.host.ledger(0)).toEqual({ "refill:host < user:a": 500 });
    const saved = JSON.parse(JSON.stringify(b.simulation.save()));
    b.untilHeard();
    const at = 4 * PAGE + 200;
    expect(b.heard().map(([time]) => time)).toEqual([at]);
    const again = new Simulation({ seed: 1 });
    again.actor("software", listener);
    const host = testHost(again);
    again.restore(saved);
    again.run(at);
    expect(host.ledger(0)).toEqual(b.host.ledger(0));
    expect(host.ledger(0)).toEqual({
      "refill:host < user:a": 2 * PAGE,
      "user:a": 100,
      "refill:host < user:b": 2 * PAGE,
      "user:b": 100,
    });
  });

  test("is interrupted in mid-refill, with nothing done of the segment", () => {
    const b = bench();
    b.run([touching("a", 2, 100)]);
    b.raise("tick", 300);
    b.untilHeard();
    expect(b.heard()).toMatchObject([[300, { left: 1, from: 0, interrupts: ["tick"] }]]);
    b.run([touching("a", 2, 100)]);
    b.untilHeard();
    expect(b.heard().map(([at]) => at)).toEqual([2 * PAGE + 100]);
  });
});
