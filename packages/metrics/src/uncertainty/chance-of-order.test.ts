import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { chanceOfOrder, leastChanceOfOrder } from "./chance-of-order.ts";

function orders(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, index) => orders(values.toSpliced(index, 1)).map((rest) => [value, ...rest]));
}

const counted = (from: number) => Array.from({ length: from }, (_, index) => index + 1);

/** The chances that all orders of x have, with y as it is. */
const allChances = (x: readonly number[], y: readonly number[]) => orders(x).map((order) => chanceOfOrder(order, y));

describe("chanceOfOrder", () => {
  it("is the textbook's for ten pairs of values", () => {
    // The example of Spearman's coefficient on Wikipedia, 20 pairs of 45 in the same order: hours of television by IQ.
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(chanceOfOrder([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], hours)).toBeCloseTo(0.7275, 4);
  });

  it("is the part of all orders that agree or disagree as much", () => {
    const agreement = (order: readonly number[]) =>
      Math.abs(order.reduce((sum, value, one) => sum + order.slice(one).reduce((s, next) => s + Math.sign(next - value), 0), 0));
    const all = orders(counted(6)).map(agreement);
    for (const order of [counted(6), [1, 2, 3, 4, 6, 5], [2, 1, 4, 3, 6, 5], [3, 1, 5, 2, 6, 4], [6, 5, 4, 2, 3, 1]]) {
      const asMuch = all.filter((each) => each >= agreement(order)).length;
      expect(chanceOfOrder(order, counted(6))).toBeCloseTo(asMuch / 720, 12);
      expect(chanceOfOrder(counted(6), order)).toBeCloseTo(asMuch / 720, 12);
    }
  });

  it.each([
    ["no ties", [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]],
    ["ties of the first", [1, 1, 1, 2, 3, 3], [1, 2, 3, 4, 5, 6]],
    ["ties of the second", [1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 7, 9]],
    ["ties of both", [1, 1, 2, 2, 2, 3], [4, 4, 4, 5, 6, 6]],
  ])("is as small as it says in at most as many of all orders: %s", (_, x, y) => {
    const all = allChances(x, y);
    for (const chance of new Set(all)) {
      const share = all.filter((each) => each <= chance + 1e-12).length / all.length;
      if (chance < 1) expect(share).toBeCloseTo(chance, 12);
    }
  });

  it("is 1 where one of the two doesn't vary, and at least that of perfect order", () => {
    expect(chanceOfOrder([1, 2, 3, 4], [5, 5, 5, 5])).toBe(1);
    expect(chanceOfOrder([5, 5, 5, 5], [1, 2, 3, 4])).toBe(1);
    expect(chanceOfOrder(counted(7), counted(7))).toBeCloseTo(2 / 5040, 15);
    expect(leastChanceOfOrder(7)).toBeCloseTo(2 / 5040, 15);
    expect(leastChanceOfOrder(1)).toBe(1);
    expect(leastChanceOfOrder(1_000)).toBeLessThan(1e-15);
  });

  it.each([
    ["no ties", 100],
    ["ties", 5],
  ])("is below 5 % in about 5 % of cases of many values, too: %s", (_, distinct) => {
    const random = new RandomStreams(4).stream("order");
    const trials = 400;
    const values = counted(80).map((value) => value % distinct);
    const small = Array.from({ length: trials }, () =>
      chanceOfOrder(
        values,
        values.map(() => random.uniform()),
      ),
    ).filter((chance) => chance <= 0.05).length;
    const error = 3 * Math.sqrt((0.05 * 0.95) / trials);
    expect(small / trials).toBeGreaterThan(0.05 - error);
    expect(small / trials).toBeLessThan(0.05 + error);
    expect(chanceOfOrder(counted(61), counted(61))).toBeGreaterThan(leastChanceOfOrder(61));
  });
});
