import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { covers, estimateMean, relativeHalfWidth } from "./estimate.ts";

describe("estimateMean", () => {
  it("gives the textbook interval", () => {
    const estimate = estimateMean([2, 4, 4, 4, 5, 5, 7, 9]);
    expect(estimate.n).toBe(8);
    expect(estimate.mean).toBe(5);
    expect(estimate.standardDeviation).toBeCloseTo(2.13809, 5);
    expect(estimate.halfWidth).toBeCloseTo((2.364624252 * 2.138089935) / Math.sqrt(8), 6);
    expect([estimate.low, estimate.high]).toEqual([5 - estimate.halfWidth, 5 + estimate.halfWidth]);
  });

  it("covers the true mean about as often as it says", () => {
    const random = new RandomStreams(7).stream("sample");
    let covered = 0;
    for (let trial = 0; trial < 2000; trial += 1) {
      const values = Array.from({ length: 10 }, () => random.normal(3, 2));
      if (covers(estimateMean(values), 3)) covered += 1;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });

  it("is exact for equal values, however large", () => {
    const estimate = estimateMean([1e15 + 0.1, 1e15 + 0.1, 1e15 + 0.1]);
    expect([estimate.mean, estimate.halfWidth]).toEqual([1e15 + 0.1, 0]);
  });

  it("is open-ended for a single replication", () => {
    const estimate = estimateMean([3]);
    expect(estimate).toMatchObject({ n: 1, mean: 3, halfWidth: Infinity });
    expect(covers(estimate, 1e9)).toBe(true);
  });

  it("always says how many values it is from, how sure it is, and by which method", () => {
    expect(estimateMean([1, 2])).toMatchObject({ n: 2, confidence: 0.95, method: "independent replications" });
    expect(estimateMean([1, 2], 0.9, "batch means")).toMatchObject({ confidence: 0.9, method: "batch means" });
  });

  it("has a width relative to its mean's size", () => {
    expect(relativeHalfWidth({ mean: -4, halfWidth: 1 })).toBe(0.25);
    expect(relativeHalfWidth({ mean: 0, halfWidth: 0 })).toBe(0);
    expect(relativeHalfWidth({ mean: 0, halfWidth: 1 })).toBe(Infinity);
  });

  it("is wider for more confidence", () => {
    expect(estimateMean([1, 2, 3], 0.99).halfWidth).toBeGreaterThan(estimateMean([1, 2, 3]).halfWidth);
  });

  it("says what is allowed", () => {
    expect(() => estimateMean([])).toThrow("no values; allowed is at least one");
    expect(() => estimateMean([1, Number.NaN])).toThrow("a value is NaN; allowed are finite numbers");
    expect(() => estimateMean([1, 2], 95)).toThrow("confidence is 95; allowed is above 0, below 1");
  });
});
