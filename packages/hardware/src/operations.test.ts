import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addOperations, OPERATION_CLASSES, type Operations, type Prices, pricer } from "./operations.ts";
import { recalled } from "./sourced.ts";
import { mixed } from "./testing/bench.ts";

const prices = Object.fromEntries(
  OPERATION_CLASSES.map((name, index) => [name, recalled(index + 0.4, "ns", "made up")]),
) as unknown as Prices;

describe("pricing", () => {
  test("gives each part of a segment whole nanoseconds, and their sum", () => {
    const price = pricer({ ...prices, work: recalled(0.5, "ratio", "made up") });
    expect(price(mixed(["a", { work: 101, systemCall: 2 }], ["b", {}]).parts)).toEqual({ parts: [53, 0], total: 53 });
  });

  test("is in whole numbers, whatever the operations", () => {
    const price = pricer(prices);
    const operations = fc.dictionary(fc.constantFrom(...OPERATION_CLASSES), fc.double({ min: 0, max: 1e6, noNaN: true }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.array(operations), (parts) => {
        const priced = price(parts.map((each) => ({ account: "user:a", operations: each as Operations })));
        expect(priced.parts.every(Number.isSafeInteger)).toBe(true);
        expect(priced.total).toBe(priced.parts.reduce((sum, time) => sum + time, 0));
      }),
    );
  });

  test("of the same parts is done once", () => {
    const price = pricer(prices);
    const { parts } = mixed(["a", { work: 10 }]);
    expect(price(parts)).toBe(price(parts));
  });

  test("of an operation that has no price is an error that names it", () => {
    for (const name of ["hypercal", "constructor", "toString"]) {
      const { parts } = mixed(["a", { [name]: 1 } as Operations]);
      expect(() => pricer(prices)(parts)).toThrow(`no price for operation "${name}"`);
    }
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("of %s operations is an error", (count) => {
    const { parts } = mixed(["a", { work: 1_000, exception: count }]);
    expect(() => pricer(prices)(parts)).toThrow(/exception.*allowed is a finite number of at least 0/);
  });
});

describe("the sum of operations", () => {
  test("adds class by class, the second so many times", () => {
    expect(addOperations({ work: 10, exception: 1 }, { work: 5, hypercall: 2 }, 3)).toEqual({
      work: 25,
      exception: 1,
      hypercall: 6,
    });
  });

  test("leaves what was added as it was", () => {
    const first = { work: 1 };
    addOperations(first, { work: 2 });
    expect(first).toEqual({ work: 1 });
  });
});
