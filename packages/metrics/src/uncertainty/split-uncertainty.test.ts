import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { splitUncertainty } from "./split-uncertainty.ts";

/** Results of 30 samples under 10 seeds, with known effects of samples, of seeds, and of both together. */
function results(trial: number, ofSample: number, ofSeed: number, rest: number): number[][] {
  const random = new RandomStreams(trial).stream("effects");
  const seeds = Array.from({ length: 10 }, () => random.normal(0, ofSeed));
  return Array.from({ length: 30 }, () => {
    const effect = random.normal(100, ofSample);
    return seeds.map((seed) => effect + seed + random.normal(0, rest));
  });
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("splitUncertainty", () => {
  it.each([
    [3, 4, 1],
    [5, 0, 2],
    [0.5, 3, 3],
  ])("finds again the spread of samples (%d), of seeds (%d) and of the rest (%d)", (ofSample, ofSeed, rest) => {
    const found = Array.from({ length: 200 }, (_, trial) => splitUncertainty(results(trial, ofSample, ofSeed, rest)));
    const parameters = average(found.map(({ parameterDeviation }) => parameterDeviation * parameterDeviation));
    const replications = average(found.map(({ replicationDeviation }) => replicationDeviation * replicationDeviation));
    expect(parameters / (ofSample * ofSample)).toBeGreaterThan(0.9);
    expect(parameters / (ofSample * ofSample)).toBeLessThan(1.15); // a negative one is taken for 0
    expect(replications / (ofSeed * ofSeed + rest * rest)).toBeGreaterThan(0.9);
    expect(replications / (ofSeed * ofSeed + rest * rest)).toBeLessThan(1.15);
  });

  it("is not misled by seeds that all samples share, which comparing samples by their noise would be", () => {
    const { parameterDeviation, parameterShare } = splitUncertainty(results(1, 1, 50, 0.1));
    expect(parameterDeviation).toBeGreaterThan(0.7);
    expect(parameterDeviation).toBeLessThan(1.3);
    expect(parameterShare).toBeLessThan(0.01);
  });

  it("gives the mean with the interval that replications leave open, and beside it that of the constants", () => {
    const split = splitUncertainty([
      [1, 3],
      [5, 7],
    ]);
    expect(split.estimate).toMatchObject({ mean: 4, n: 2, confidence: 0.95 });
    expect(split).toMatchObject({ samples: 2, replicationDeviation: Math.SQRT2, parameterDeviation: Math.sqrt(8) });
    expect(split.parameterHalfWidth).toBeCloseTo(1.959964 * Math.sqrt(8), 5);
    expect(split.parameterShare).toBeCloseTo(0.8, 12);
  });

  it("finds nothing where nothing varies, and says what is allowed", () => {
    expect(
      splitUncertainty([
        [2, 2],
        [2, 2],
      ]),
    ).toMatchObject({ parameterShare: 0, parameterHalfWidth: 0, replicationDeviation: 0 });
    expect(() => splitUncertainty([[1], [2]])).toThrow("the number of seeds is 1; allowed is a whole number of at least 2");
    expect(() => splitUncertainty([[1, 2], [2]])).toThrow("a sample has 1 values; allowed is 2, one for each seed");
  });
});
