import { expect, it } from "vitest";
import { apportion } from "./apportion.ts";

it("splits exactly, with the rest to the largest remainders", () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(apportion(100, [0, 0.5, 1.5])).toEqual([0, 25, 75]);
});

it("splits equally where all weights are zero", () => {
  expect(apportion(5, [0, 0])).toEqual([3, 2]);
});

it("sums to the total for large totals and many uneven weights", () => {
  const weights = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 1013);
  const parts = apportion(9_007_199_254_740, weights);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(9_007_199_254_740);
  expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
});

it("refuses to split something over nothing", () => {
  expect(apportion(0, [])).toEqual([]);
  expect(() => apportion(1, [])).toThrow("nothing to apportion 1 to");
});
