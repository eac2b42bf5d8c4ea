import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { batchMeans } from "./batch-means.ts";
import { covers, estimateMean } from "./estimate.ts";

/** A run with memory: each value is `memory` of the one before and fresh noise; mean 0, variance 1. */
function run(seed: number, length: number, memory: number): number[] {
  const random = new RandomStreams(seed).stream("run");
  let value = random.normal(0, 1);
  return Array.from({ length }, () => {
    value = memory * value + Math.sqrt(1 - memory * memory) * random.normal(0, 1);
    return value;
  });
}

describe("batchMeans", () => {
  it("cuts a run into equal batches, what is over left out at the beginning", () => {
    const estimate = batchMeans([100, 1, 2, 3, 4, 5, 6], 3);
    expect(estimate).toMatchObject({ n: 3, mean: 3.5, batchSize: 2, method: "batch means" });
    expect(estimate.standardDeviation).toBe(2);
    expect(estimate.halfWidth).toBeCloseTo(estimateMean([1.5, 3.5, 5.5]).halfWidth, 12);
  });

  it("covers the mean of a run with memory, where taking its values for independent fails", () => {
    const runs = Array.from({ length: 400 }, (_, seed) => run(seed, 4_000, 0.9));
    const coverage = (estimate: (values: readonly number[]) => { low: number; high: number }) =>
      runs.filter((values) => covers(estimate(values), 0)).length / runs.length;
    expect(coverage((values) => batchMeans(values))).toBeGreaterThan(0.92);
    expect(coverage((values) => batchMeans(values))).toBeLessThan(0.98);
    expect(coverage((values) => estimateMean(values))).toBeLessThan(0.5);
  });

  it("shows by their correlation that batches are too short", () => {
    expect(batchMeans(run(1, 4_000, 0.5)).correlation).toBeLessThan(0.4);
    expect(batchMeans(run(1, 4_000, 0.9995)).correlation).toBeGreaterThan(0.5);
    expect(batchMeans([7, 7, 7, 7], 2).correlation).toBe(0);
  });

  it("says what is allowed", () => {
    expect(() => batchMeans([1, 2, 3, 4, 5], 3)).toThrow("there are 5 values for 3 batches; allowed is at least 6");
    expect(() => batchMeans([1, 2, 3, 4], 1)).toThrow("the number of batches is 1; allowed is a whole number of at least 2");
  });
});
