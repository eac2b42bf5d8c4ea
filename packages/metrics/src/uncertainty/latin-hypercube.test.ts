import { describe, expect, it } from "vitest";
import { latinHypercube } from "./latin-hypercube.ts";

const switchCost = { name: "switch", value: 100, low: 95, high: 105 };
const fault = { name: "fault", value: 10, low: 9, high: 30 };

describe("latinHypercube", () => {
  it("uses each stratum of each constant once", () => {
    const samples = latinHypercube([switchCost, fault], 20, 1);
    const strata = samples.map((sample) => Math.floor(((sample.switch as number) - 95) / 0.5)).toSorted((a, b) => a - b);
    expect(strata).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(samples.filter((sample) => (sample.fault as number) < 10)).toHaveLength(10);
    expect(samples.every((sample) => (sample.fault as number) >= 9 && (sample.fault as number) <= 30)).toBe(true);
  });

  it("is the same under the same seed, and leaves a constant's values when others come", () => {
    const alone = latinHypercube([fault], 8, 3);
    expect(latinHypercube([switchCost, fault], 8, 3).map((sample) => sample.fault)).toEqual(alone.map((sample) => sample.fault));
    expect(latinHypercube([fault], 8, 4)).not.toEqual(alone);
  });

  it("orders constants independently", () => {
    const samples = latinHypercube([switchCost, fault], 500, 5);
    const x = samples.map((sample) => (sample.switch as number) - 100);
    const y = samples.map((sample) => ((sample.fault as number) < 10 ? -1 : 1));
    const correlation = x.reduce((sum, value, index) => sum + value * (y[index] as number), 0) / 500 / (10 / Math.sqrt(12));
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(500));
  });

  it("keeps a constant that has no range", () => {
    expect(latinHypercube([{ name: "page", value: 4096, low: 4096, high: 4096 }], 2, 1)).toEqual([
      { page: 4096 },
      { page: 4096 },
    ]);
  });

  it("tells all that is wrong at once", () => {
    const bad = [{ name: "a", value: 3, low: 4, high: 5 }, fault, fault];
    expect(() => latinHypercube(bad, 4, 1)).toThrow(/constant a is 3; allowed .* 4 to 5\nconstant fault is there twice/);
    expect(() => latinHypercube([fault], 1, 1)).toThrow("the number of samples is 1; allowed is a whole number of at least 2");
  });
});
