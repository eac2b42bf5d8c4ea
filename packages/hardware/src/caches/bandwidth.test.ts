import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { totalOf } from "../account.ts";
import type { Segment } from "../machine.ts";
import { bench, work } from "../testing/bench.ts";
import { testHostModel } from "../testing/test-host.ts";
import { bandwidthOf, paces } from "./bandwidth.ts";
import type { CacheModel } from "./cache-model.ts";
import { cacheGeometry } from "./geometry.ts";

const geometry = cacheGeometry("test-host", testHostModel.caches as CacheModel);

/** A sweep through more than the cache's 32 pages; the bus of the test host gives 8 bytes a nanosecond. */
function sweep(space: string, time: number, bytes: number, extra: Partial<Segment> = {}): Segment {
  return work(time, { footprint: { space, read: 100, written: 0, intensity: bytes / 64 }, ...extra }, space);
}

/** What a processor has answered last. */
function stopped(heard: ReturnType<ReturnType<typeof bench>["heard"]>): { readonly from: number } {
  return heard[heard.length - 1]?.[1] as unknown as { from: number };
}

describe("the bandwidth that a segment wants", () => {
  test("is that of the lines that do not stay in the cache, and twice that of lines written", () => {
    expect(bandwidthOf(sweep("a", 100, 4), 100, geometry)).toBe(4);
    expect(bandwidthOf(sweep("a", 100, 4), 200, geometry)).toBe(2);
    const written = { space: "a", read: 50, written: 50, intensity: 2 / 64 };
    expect(bandwidthOf(sweep("a", 100, 4, { footprint: written }), 100, geometry)).toBe(3);
    const fitting = { space: "a", read: 32, written: 0, intensity: 1 };
    expect(bandwidthOf(sweep("a", 100, 4, { footprint: fitting }), 100, geometry)).toBe(0);
    expect(bandwidthOf(work(100), 100, geometry)).toBe(0);
  });

  test("is at most what a processor gets by itself", () => {
    expect(bandwidthOf(sweep("a", 100, 100), 100, geometry)).toBe(6.4);
  });
});

describe("the share of the memory bus", () => {
  test("slows nobody while all get what they want, and nobody who is alone", () => {
    expect(paces([4, 4, 0], 8)).toEqual([1, 1, 1]);
    expect(paces([0, 8], 8)).toEqual([1, 1]);
  });

  test("goes first to who wants least", () => {
    expect(paces([2, 6, 6], 8)).toEqual([1, 2, 2]);
  });

  test("is given out whole, to nobody more than wanted, and evenly among those slowed", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 1, maxLength: 6 }), (wanted) => {
        const slowed = paces(wanted, 8);
        const given = wanted.map((want, index) => want / (slowed[index] as number));
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
        expect(slowed.every((pace) => pace >= 1)).toBe(true);
        expect(sum(given)).toBeCloseTo(Math.min(8, sum(wanted)), 9);
        const least = Math.min(...given.filter((_, index) => (slowed[index] as number) > 1));
        for (const share of given) expect(share).toBeLessThanOrEqual(least + 1e-9);
      }),
    );
  });
});

describe("processors that share the memory bus", () => {
  test("slow each other from the instant at which the other begins to that at which it ends", () => {
    const b = bench({ processors: 2 });
    b.run([sweep("a", 2_000, 6)]);
    b.until(1_000);
    b.run([sweep("b", 400, 6)], { on: 1 });
    b.until(5_000);
    // For 600 ns both get 4 of their 6 bytes a nanosecond, so each does 400 ns of work.
    expect(b.heard().map(([at, { processor }]) => [at, processor])).toEqual([
      [1_600, 1],
      [2_200, 0],
    ]);
    expect(b.host.ledger(0)).toMatchObject({ "user:a": 2_000, "refill.bandwidth:host < user:a": 200 });
    expect(b.host.ledger(1)).toMatchObject({ "user:b": 400, "refill.bandwidth:host < user:b": 200 });
  });

  test("do not slow what stays in the caches, nor what tells nothing of its memory, also within one burst", () => {
    const b = bench({ processors: 2 });
    b.run([work(200), work(300), sweep("a", 500, 6), sweep("a", 500, 6), work(500)]);
    b.run([sweep("b", 10_000, 6)], { on: 1 });
    b.until(5_000);
    expect(b.heard().map(([at]) => at)).toEqual([2_500]);
    expect(b.host.ledger(0)).toMatchObject({ "user:a": 2_000, "refill.bandwidth:host < user:a": 500 });
    expect(b.host.ledger(1)["refill.bandwidth:host < user:b"]).toBe(500);
  });

  test("stop to slow each other when the one's software does not answer any more", () => {
    const b = bench({ processors: 2 });
    b.run([sweep("a", 100, 6)]);
    b.run([sweep("b", 1_000, 6)], { on: 1 });
    b.until(5_000);
    expect(b.heard().map(([at]) => at)).toEqual([150, 1_050]);
  });

  test("lose no time, and less than a nanosecond of work for each interruption", () => {
    const interrupts = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(interrupts, (times) => {
        const b = bench({ processors: 2 });
        b.run([sweep("b", 100_000, 6)], { on: 1 });
        let from = 0;
        for (const at of [...times].sort((one, other) => one - other)) {
          if (at <= b.simulation.now) continue;
          b.run([sweep("a", 100_000, 6, { from })]);
          b.raise("tick", at);
          b.until(at);
          from = stopped(b.heard()).from;
        }
        const at = b.simulation.now;
        b.until(5_000);
        expect(totalOf(b.host.ledger(0))).toBe(5_000);
        const done = b.host.ledger(0)["user:a"] ?? 0;
        expect(Math.abs(done - at / 1.5)).toBeLessThanOrEqual(times.length + 1);
        expect(Math.round(from * 100_000)).toBe(done);
      }),
      { numRuns: 50 },
    );
  });
});
