import fc from "fast-check";
import { expect, test } from "vitest";
import { divide } from "./entitlement.ts";

const claim = (weight: number, least = 0, most = 1) => ({ weight, least, most });
const rounded = (parts: readonly number[]): number[] => parts.map((part) => Math.round(part * 1e6) / 1e6);

test("divides by weight where no bound is met", () => {
  expect(rounded(divide(1, [claim(1), claim(1), claim(2)]))).toEqual([0.25, 0.25, 0.5]);
  expect(divide(1, [])).toEqual([]);
  expect(divide(0, [claim(1), claim(2)])).toEqual([0, 0]);
});

test("gives everyone its least first, and what is too much for one to the others", () => {
  expect(rounded(divide(1, [claim(1, 0.6), claim(1), claim(3)]))).toEqual([0.6, 0.1, 0.3]);
  expect(rounded(divide(2, [claim(10), claim(1), claim(1)]))).toEqual([1, 0.5, 0.5]);
  expect(rounded(divide(1, [claim(1, 0, 0.1), claim(1, 0.5), claim(1)]))).toEqual([0.1, 0.5, 0.4]);
});

test("gives everyone its most if that isn't too much, and scales the least down if that is too much", () => {
  expect(divide(4, [claim(1), claim(5, 0, 2)])).toEqual([1, 2]);
  expect(rounded(divide(1, [claim(1, 0.5), claim(1, 1), claim(9)]))).toEqual(
    [1 / 3, 2 / 3, 0].map((part) => Math.round(part * 1e6) / 1e6),
  );
});

test("keeps within bounds, gives all that can be used, and treats those alike that no bound holds", () => {
  const drawn = fc.record({
    weight: fc.integer({ min: 1, max: 5_000 }),
    least: fc.double({ min: 0, max: 0.7, noNaN: true }),
    more: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(drawn, { minLength: 1, maxLength: 12 }), (capacity, draws) => {
      const claims = draws.map(({ weight, least, more }) => ({ weight, least, most: least + more }));
      const parts = divide(capacity, claims);
      const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
      const scarce = total(claims.map(({ least }) => least)) >= capacity;
      expect(total(parts)).toBeCloseTo(Math.min(capacity, total(claims.map(({ most }) => most))), 9);
      const free: number[] = [];
      for (const [index, { weight, least, most }] of claims.entries()) {
        const part = parts[index] as number;
        if (!scarce) expect(part).toBeGreaterThanOrEqual(least);
        expect(part).toBeLessThanOrEqual(most);
        if (part > least && part < most) free.push(part / weight);
      }
      if (!scarce) for (const level of free) expect(level / (free[0] as number)).toBeCloseTo(1, 6);
    }),
    { seed: 20020612, numRuns: 200, endOnFailure: true },
  );
});
