import { describe, expect, it } from "vitest";
import { estimateMean } from "./estimate.ts";
import { pairedDifference, pairedRatio } from "./paired.ts";

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

  it("need equally many", () => {
    expect(() => pairedDifference([1], [1, 2])).toThrow("1 values are paired with 2");
  });
});
