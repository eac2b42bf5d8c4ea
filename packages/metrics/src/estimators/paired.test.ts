import { describe, expect, it } from "vitest";
import { estimateMean } from "./estimate.ts";
import { pairedDifference, pairedLogRatio, pairedRatio } from "./paired.ts";

describe("paired estimates", () => {
  const alone = [10, 20, 30, 40];
  const beside = [11, 21.5, 31, 41.5];

  it("take out what the seeds have in common", () => {
    const difference = pairedDifference(beside, alone);
    expect(difference).toMatchObject({ n: 4, mean: 1.25 });
    expect(difference.halfWidth).toBeLessThan(estimateMean(alone).halfWidth / 10);
  });

  it("divide seed by seed", () => {
    expect(pairedRatio([2, 6], [1, 2]).mean).toBe(2.5);
  });

  it("say that they are paired", () => {
    expect(pairedDifference(beside, alone).method).toBe("paired replications");
  });

  it("have a ratio that is the same read either way", () => {
    const there = pairedLogRatio([2, 8, 5], [1, 2, 4]);
    const back = pairedLogRatio([1, 2, 4], [2, 8, 5]);
    expect(there.ratio).toBeCloseTo(Math.cbrt(2 * 4 * 1.25), 12);
    expect(there.ratio * back.ratio).toBeCloseTo(1, 12);
    expect(there.low * back.high).toBeCloseTo(1, 12);
    expect(there.logarithm).toMatchObject({ n: 3, confidence: 0.95, method: "paired replications" });
    expect(() => pairedLogRatio([1, 0], [1, 1])).toThrow("a value is 0; allowed are numbers above 0");
  });

  it("need equally many", () => {
    expect(() => pairedDifference([1], [1, 2])).toThrow("1 values are paired with 2");
  });
});
