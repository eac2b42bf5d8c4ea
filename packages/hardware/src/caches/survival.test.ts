import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { survival } from "./survival.ts";

describe("survival in a cache", () => {
  test("is certain as long as the ways suffice for all, and without conflicts ends there", () => {
    expect([0, 7].map((others) => survival(others, 16, 8))).toEqual([1, 1]);
    expect([31, 32].map((others) => survival(others, 1, 32))).toEqual([1, 0]);
  });

  test("is what the binomial distribution says", () => {
    expect(survival(2, 2, 2)).toBeCloseTo(0.75, 12);
    expect(survival(3, 2, 2)).toBeCloseTo(0.5, 12);
    expect(survival(3, 3, 1)).toBeCloseTo(8 / 27, 12);
  });

  test("is a probability that only falls with what others use, and about a half where they fill the cache", () => {
    const cache = fc.record({ colours: fc.integer({ min: 1, max: 64 }), ways: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(cache, fc.integer({ min: 0, max: 5_000 }), ({ colours, ways }, others) => {
        const [now, next] = [survival(others, colours, ways), survival(others + 1, colours, ways)];
        expect(now).toBeLessThanOrEqual(1);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThanOrEqual(now + 1e-12);
      }),
    );
    expect(survival(127, 16, 8)).toBeGreaterThan(0.4);
    expect(survival(127, 16, 8)).toBeLessThan(0.6);
    expect(survival(255, 16, 8)).toBeLessThan(0.02);
  });
});
