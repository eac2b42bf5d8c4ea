import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fed } from "../testing/fed.ts";
import { series, timeWeightedSeries } from "./series.ts";

describe("series", () => {
  it("has a point for each stretch, empty ones too", () => {
    const { width, points } = fed(series({ width: 10, most: 8 }), [
      [0, 1],
      [9, 3],
      [35, 5],
    ]).read(36);
    expect(width).toBe(10);
    expect(points.map(({ from, to, mean, weight }) => [from, to, mean, weight])).toEqual([
      [0, 10, 2, 2],
      [10, 20, undefined, 0],
      [20, 30, undefined, 0],
      [30, 36, 5, 1],
    ]);
    expect(points[0]).toMatchObject({ least: 1, most: 3 });
  });

  it("halves its resolution when it is full, and loses neither values nor extremes", () => {
    const value = fc.tuple(fc.nat(1_000_000), fc.integer({ min: -100, max: 100 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (unordered) => {
        const values = unordered.toSorted(([a], [b]) => a - b);
        const { points } = fed(series({ width: 10, most: 16 }), values).read(1_000_000);
        expect(points.length).toBeLessThanOrEqual(16);
        expect(points.reduce((sum, { weight }) => sum + weight, 0)).toBe(values.length);
        for (const { from, to, least, most, mean, weight } of points) {
          const within = values.flatMap(([at, each]) => (at >= from && (at < to || to === 1_000_000) ? [each] : []));
          expect(weight).toBe(within.length);
          if (weight === 0) continue;
          expect([least, most]).toEqual([Math.min(...within) + 0, Math.max(...within) + 0]);
          expect(mean).toBeCloseTo(within.reduce((sum, each) => sum + each, 0) / weight, 9);
        }
      }),
      { seed: 1 },
    );
  });

  it("says what is allowed", () => {
    expect(() => series({ width: 0.5 })).toThrow("the width of a bin is 0.5; allowed is a whole number of at least 1");
    expect(() => series({ most: 7 })).toThrow("the most bins is 7; allowed is an even number");
  });
});

describe("timeWeightedSeries", () => {
  it("weights each value by how long it held in each stretch, the present one included", () => {
    const queue = fed(timeWeightedSeries({ width: 10, most: 8 }), [
      [5, 4],
      [25, 0],
    ]);
    const means = [2, 4, 2, 0];
    expect(queue.read(40).points.map(({ mean }) => mean)).toEqual(means);
    expect(queue.read(32).points.map(({ mean }) => mean)).toEqual(means);
    expect(queue.read(32).points.at(-1)).toMatchObject({ from: 30, to: 32, weight: 2 });
    expect(queue.state.since).toBe(25);
  });

  it("keeps the integral whatever the resolution has become", () => {
    const change = fc.tuple(fc.nat(100_000), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(change), (unordered) => {
        const changes = unordered.toSorted(([a], [b]) => a - b);
        const { points, width } = fed(timeWeightedSeries({ width: 7, most: 10 }, 3), changes).read(100_001);
        const integral = points.reduce((sum, { mean = 0, weight }) => sum + mean * weight, 0);
        let [truth, since, held] = [0, 0, 3];
        for (const [at, value] of [...changes, [100_001, 0] as const]) {
          truth += held * (at - since);
          [since, held] = [at, value];
        }
        expect(integral).toBeCloseTo(truth, 4);
        expect(points.every(({ weight, from, to }) => weight === to - from)).toBe(true);
        expect([points.length <= 10, width % 7]).toEqual([true, 0]);
      }),
      { seed: 1 },
    );
  });

  it("passes over a long silence at once", () => {
    const { width, points } = fed(timeWeightedSeries({ width: 1, most: 4 }), [[1e15, 8]]).read(1e15 + 1);
    expect(points.length).toBeLessThanOrEqual(4);
    expect(width * 4).toBeGreaterThan(1e15);
    expect(points.at(-1)?.most).toBe(8);
  });
});
