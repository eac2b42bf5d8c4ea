import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { estimate } from "./estimate.ts";
import { chanceToWait, timeInMultiServerSystem, timeInNetwork, timeInSystem, visits } from "./formulas.ts";

describe("the estimator", () => {
  const sample = (seed: number, slope: number) => {
    const stream = new RandomStreams(seed).stream("sample");
    const controls = [0, 1].map(() => Array.from({ length: 40 }, () => stream.normal(0, 1)));
    const batches = Array.from({ length: 40 }, (_, batch) => 10 + slope * (controls[0]?.[batch] as number) + stream.normal(0, 1));
    return { batches, controls };
  };

  it("gives by hand what the textbook gives for plain batch means", () => {
    const { mean, halfWidth } = estimate([1, 2, 3, 4, 5, 6]);
    expect(mean).toBe(3.5);
    expect(halfWidth).toBeCloseTo(2.5706 * Math.sqrt(3.5 / 6), 3);
  });

  it.each([0, 3])("covers the truth in 95 of 100 samples, with controls that explain nothing or much (slope %d)", (slope) => {
    let plain = 0;
    let controlled = 0;
    let shrinkage = 0;
    for (let seed = 0; seed < 2_000; seed += 1) {
      const { batches, controls } = sample(seed, slope);
      const before = estimate(batches);
      const after = estimate(batches, controls);
      plain += Number(Math.abs(before.mean - 10) <= before.halfWidth);
      controlled += Number(Math.abs(after.mean - 10) <= after.halfWidth);
      shrinkage += after.halfWidth / before.halfWidth / 2_000;
    }
    expect(Math.abs(plain / 2_000 - 0.95)).toBeLessThan(0.015);
    expect(Math.abs(controlled / 2_000 - 0.95)).toBeLessThan(0.015);
    expect(Math.abs(shrinkage - (slope === 0 ? 1.02 : 0.33))).toBeLessThan(0.03);
  });
});

describe("the formulas", () => {
  it("agree with each other where one system is another's special case", () => {
    const service = { kind: "exponential", mean: 2 } as const;
    expect(timeInSystem(0.3, service)).toBeCloseTo(2 / (1 - 0.6), 12);
    expect(timeInMultiServerSystem(1, 0.3, 2)).toBeCloseTo(5, 12);
    expect(timeInSystem(0.3, { kind: "erlang", phases: 1, mean: 2 })).toBeCloseTo(5, 12);
    expect(timeInSystem(0.3, { kind: "hyperexponential", probability: 0.4, first: 2, second: 2 })).toBeCloseTo(5, 12);
    expect(timeInNetwork(0.3, [[0]], [2])).toBeCloseTo(5, 12);
  });

  it("give the tabulated Erlang C, and the traffic of a loop", () => {
    expect(chanceToWait(3, 2)).toBeCloseTo(4 / 9, 12);
    expect(visits([[0.5]])[0]).toBeCloseTo(2, 12);
  });
});
