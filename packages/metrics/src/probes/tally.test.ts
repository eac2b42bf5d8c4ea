import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meanOf, standardDeviationOf } from "../estimators/sample.ts";
import { fed } from "../testing/fed.ts";
import { counter } from "./counter.ts";
import { tally } from "./tally.ts";

describe("tally", () => {
  it("sums up values as if it had kept them all", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
        const told = fed(
          tally(),
          values.map((value) => [0, value] as const),
        ).read(0);
        expect(told).toMatchObject({ n: values.length, least: Math.min(...values) + 0, most: Math.max(...values) + 0 });
        expect(told.mean).toBeCloseTo(meanOf(values), 6);
        expect(told.standardDeviation).toBeCloseTo(standardDeviationOf(values), 5);
        expect(told.total).toBeCloseTo(meanOf(values) * values.length, 4);
      }),
      { seed: 1 },
    );
  });

  it("tells no mean of no values", () => {
    expect(fed(tally(), []).read(0)).toMatchObject({ n: 0, mean: undefined, least: undefined, total: 0 });
  });

  it("keeps minus 0, which a save could not hold, as 0", () => {
    expect(JSON.stringify(fed(tally(), [[0, -0]]).state)).toContain('"least":0');
    expect(Object.is(fed(tally(), [[0, -0]]).state.least, 0)).toBe(true);
  });
});

describe("counter", () => {
  it("counts, and tells the rate in virtual time", () => {
    expect(
      fed(counter(), [
        [1e9, "x"],
        [2e9, "y"],
        [2e9, "z"],
      ]).read(4e9),
    ).toEqual({ n: 3, seconds: 4, rate: 0.75 });
    expect(fed(counter(), []).read(0).rate).toBe(0);
  });
});
