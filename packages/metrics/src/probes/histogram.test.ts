import { RandomStreams } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankOfQuantile } from "../estimators/quantile-interval.ts";
import { fed } from "../testing/fed.ts";
import { histogram } from "./histogram.ts";
import { bucketOf, LARGEST_ERROR, lowEndOf } from "./log-linear.ts";

const of = (values: readonly number[]) =>
  fed(
    histogram(),
    values.map((value) => [0, value] as const),
  );

describe("histogram", () => {
  it("knows every quantile of every sample to three digits, over the whole range of numbers", () => {
    const value = fc.oneof(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), fc.integer({ min: 0, max: 10_000 }));
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), share, (values, wanted) => {
        const truth = values.toSorted((a, b) => a - b)[rankOfQuantile(values.length, wanted) - 1] as number;
        const found = of(values).read(0).quantile(wanted) as number;
        expect(Math.abs(found - truth)).toBeLessThanOrEqual(LARGEST_ERROR * truth);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it("keeps a million response times in a few thousand numbers", () => {
    const random = new RandomStreams(1).stream("times");
    const kind = histogram();
    const state = kind.begin(0);
    for (let index = 0; index < 200_000; index += 1) kind.take(state, random.exponential(1e6), 0);
    const read = kind.read(state, 0);
    expect(read.quantile(0.99)).toBeGreaterThan(1e6 * Math.log(100) * 0.97);
    expect(read.quantile(0.99)).toBeLessThan(1e6 * Math.log(100) * 1.03);
    expect(read.buckets.length).toBeLessThan(12_000);
    expect(read.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(200_000);
  });

  it("goes on from its state as JSON", () => {
    const before = of([0, 0.5, 3, 3, 1e12]);
    const kind = histogram();
    const restored = kind.read(JSON.parse(JSON.stringify(before.state)), 0);
    expect(restored.buckets).toEqual(before.read(0).buckets);
    expect(restored).toMatchObject({ n: 5, least: 0, most: 1e12 });
  });

  it("tells nothing of no values, and says what is allowed", () => {
    expect(of([]).read(0)).toMatchObject({ n: 0, mean: undefined, buckets: [] });
    expect(of([]).read(0).quantile(0.5)).toBeUndefined();
    expect(() => of([-1])).toThrow("the value is -1; allowed is at least 0");
    expect(() => of([1]).read(0).quantile(2)).toThrow("probability is 2; allowed is above 0, below 1");
  });
});

describe("buckets", () => {
  it("are in the order of their values, and hold them", () => {
    const value = fc.double({ min: 0, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [small, large] = one <= other ? [one, other] : [other, one];
        expect(bucketOf(small)).toBeLessThanOrEqual(bucketOf(large));
        expect(lowEndOf(bucketOf(small))).toBeLessThanOrEqual(small);
        expect(lowEndOf(bucketOf(small) + 1)).toBeGreaterThan(small);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
