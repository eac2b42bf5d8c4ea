import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { covers } from "./estimate.ts";
import { quantileInterval } from "./quantile-interval.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe("quantileInterval", () => {
  it.each([
    [6, 1, 6, 0.96875],
    [10, 2, 9, 0.978515625],
    [15, 4, 12, 0.96484375],
    [20, 6, 15, 0.958610535],
    [50, 18, 33, 0.967160862],
  ])("has the published ranks for the median of %d values", (n, low, high, coverage) => {
    // Conover, Practical Nonparametric Statistics, confidence limits for the median; the coverage is that of a fair coin's counts.
    const estimate = quantileInterval(upTo(n), 0.5);
    expect([estimate.low, estimate.high]).toEqual([low, high]);
    expect(estimate.coverage).toBeCloseTo(coverage, 8);
  });

  it("is open-ended where the values are too few to tell", () => {
    expect(quantileInterval(upTo(5), 0.5)).toMatchObject({ low: -Infinity, high: Infinity, coverage: 1 });
    expect(quantileInterval(upTo(100), 0.99)).toMatchObject({ n: 100, value: 99, high: Infinity, method: "order statistics" });
    expect(quantileInterval(upTo(100), 0.99).low).toBeGreaterThan(90);
  });

  it("covers as often as it says for a distribution far from normal", () => {
    const random = new RandomStreams(3).stream("values");
    const truth = -Math.log(1 - 0.9);
    const { coverage } = quantileInterval(upTo(60), 0.9);
    let covered = 0;
    for (let trial = 0; trial < 2_000; trial += 1) {
      const values = Array.from({ length: 60 }, () => random.exponential(1));
      if (covers(quantileInterval(values, 0.9), truth)) covered += 1;
    }
    expect(Math.abs(covered / 2_000 - coverage)).toBeLessThan(4 * Math.sqrt((coverage * (1 - coverage)) / 2_000));
  });

  it("is found at once among many values, and agrees with the normal approximation there", () => {
    const { low, high, coverage } = quantileInterval(upTo(100_000), 0.9);
    const halfWidth = 1.959964 * Math.sqrt(100_000 * 0.9 * 0.1);
    expect(Math.abs(low - (90_000 - halfWidth))).toBeLessThan(2);
    expect(Math.abs(high - (90_000 + halfWidth))).toBeLessThan(2);
    expect(coverage).toBeGreaterThanOrEqual(0.95);
    expect(coverage).toBeLessThan(0.952); // counts come whole
  });

  it("takes values in any order, and says what is allowed", () => {
    expect(quantileInterval([3, 1, 2], 0.5).value).toBe(2);
    expect(() => quantileInterval([1], 1)).toThrow("probability is 1; allowed is above 0, below 1");
    expect(() => quantileInterval([], 0.5)).toThrow("no values; allowed is at least one");
  });
});
