import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addValue, noMoments, runningDeviation } from "./running-moments.ts";
import { meanOf, standardDeviationOf } from "./sample.ts";

const of = (values: readonly number[]) => {
  const moments = noMoments();
  for (const value of values) addValue(moments, value);
  return moments;
};

describe("running moments", () => {
  it("are those of all values together, though far from zero", () => {
    const values = fc.array(fc.double({ min: 1e9, max: 1e9 + 1, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, (sample) => {
        expect(of(sample).n).toBe(sample.length);
        expect(of(sample).mean).toBeCloseTo(meanOf(sample), 6);
        expect(runningDeviation(of(sample))).toBeCloseTo(standardDeviationOf(sample), 6);
      }),
      { seed: 1 },
    );
  });

  it("have no spread for less than two values, or equal ones", () => {
    expect([noMoments(), of([3]), of([0.1, 0.1, 0.1])].map(runningDeviation)).toEqual([0, 0, 0]);
  });
});
