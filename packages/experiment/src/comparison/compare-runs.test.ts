import { estimateMean } from "@crosstalk/metrics";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeResults } from "../testing/fake-results.ts";
import { compareRuns } from "./compare-runs.ts";

describe("compareRuns", () => {
  it("pairs runs by levels and seed, whatever their order", () => {
    const first = fakeResults({ corner: [1, 2, 4], market: [3, 5, 8] });
    const second = fakeResults({ corner: [2, 4, 8], market: [6, 10, 16] });
    const shuffled = { ...second, runs: second.runs.toReversed() };
    const { pairs, identical, compared, unmatched } = compareRuns(first, shuffled);
    expect({ pairs, identical, unmatched }).toEqual({ pairs: 6, identical: 0, unmatched: { first: [], second: [] } });
    expect(compared.map(({ levels }) => levels.shop)).toEqual(["corner", "market"]);
    const { difference, ratio, first: a } = compared[0] ?? expect.fail();
    expect(difference).toEqual(estimateMean([1, 2, 4], 0.95, "paired replications"));
    expect(ratio?.ratio).toBeCloseTo(2, 12);
    expect(ratio?.high).toBeCloseTo(2, 12);
    expect(a).toEqual(estimateMean([1, 2, 4]));
  });

  it("has an interval far narrower than the means' own where both drew the same numbers", () => {
    const seeds = [10, 30, 20, 50, 40];
    const { compared } = compareRuns(
      fakeResults({ corner: seeds }),
      fakeResults({ corner: seeds.map((value, index) => value + 1 + (index % 2) / 10) }),
    );
    const { first, difference } = compared[0] ?? expect.fail();
    expect(difference.halfWidth).toBeLessThan(first.halfWidth / 100);
    expect(difference.low).toBeGreaterThan(0);
  });

  it("finds nothing between a set of runs and itself", () => {
    const same = fakeResults({ corner: [1, 2, 4] });
    const { identical, compared } = compareRuns(same, same);
    expect(identical).toBe(3);
    expect(compared[0]).toMatchObject({ difference: { mean: 0, halfWidth: 0, n: 3 }, ratio: { ratio: 1, low: 1, high: 1 } });
  });

  it("says the same either way round: the difference with the other sign, the ratio turned over", () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 1e6 })), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(times, (pairs) => {
        const [a, b] = [0, 1].map((side) => fakeResults({ corner: pairs.map((pair) => pair[side] as number) }));
        const [there] = compareRuns(a as never, b as never).compared;
        const [back] = compareRuns(b as never, a as never).compared;
        expect(there?.difference.mean).toBeCloseTo(-(back?.difference.mean ?? 0), 6);
        expect((there?.ratio?.low ?? 0) * (back?.ratio?.high ?? 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 50 },
    );
  });

  it("leaves out runs without a counterpart, failed ones too, and names them", () => {
    const first = fakeResults({ corner: [1, 2, 4], market: [1] });
    const second = fakeResults({ corner: [1, 2] }, { failures: [{ index: 3, levels: { shop: "corner" }, seed: 3 }] });
    const { pairs, compared, unmatched } = compareRuns(first, second);
    expect([pairs, compared.length, compared[0]?.difference.n]).toEqual([2, 1, 2]);
    expect(unmatched.first).toEqual([
      { index: 3, levels: { shop: "corner" }, seed: 3 },
      { index: 4, levels: { shop: "market" }, seed: 1 },
    ]);
    expect(unmatched.second).toEqual([{ index: 3, levels: { shop: "corner" }, seed: 3 }]);
  });

  it("takes as many pairs as have numbers, and no ratio of what is not above 0", () => {
    const first = fakeResults({ corner: [0, 2, 4] });
    const [one, ...others] = fakeResults({ corner: [1, 3, 5] }).runs;
    const second = fakeResults({}, { runs: [...others, { ...(one ?? expect.fail()), values: {} }] });
    expect(compareRuns(first, second).compared).toMatchObject([{ difference: { n: 2, mean: 1 } }]);
    const [withZero] = compareRuns(first, fakeResults({ corner: [1, 3, 5] })).compared;
    expect(withZero?.difference).toMatchObject({ n: 3, mean: 1 });
    expect(withZero).not.toHaveProperty("ratio");
  });

  it("compares the measures that both have, or those asked for", () => {
    const first = fakeResults({ corner: [1] }, { units: { total: "s", each: "s" } });
    const second = fakeResults({ corner: [1] }, { units: { total: "s", queue: "1" } });
    expect(compareRuns(first, second).onlyIn).toEqual({ first: ["each"], second: ["queue"] });
    expect(() => compareRuns(first, second, ["each", "totl"])).toThrow(
      "measure is each; allowed is one of total\nmeasure is totl; allowed is one of total",
    );
  });

  it("refuses what can't be compared, and says why", () => {
    const first = fakeResults({ corner: [1, 2] });
    expect(() => compareRuns(first, fakeResults({ market: [1] }))).toThrow(
      "the number of runs with the same levels and seed is 0; allowed is at least 1: the first begins with run 1 (shop = corner, seed 1), the second with run 1 (shop = market, seed 1)",
    );
    const other = fakeResults({ corner: [1] }, { factors: ["shop", "pace"], units: { total: "ms" } });
    expect(() => compareRuns(first, other)).toThrow(
      "the second's list of factors is pace, shop; allowed is shop\nthe second's unit of total is ms; allowed is s",
    );
  });
});
