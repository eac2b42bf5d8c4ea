import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Remembered } from "./remembered.ts";

describe("what is remembered of objects", () => {
  it("is what was set last, or nothing, and is never lost of frozen ones", () => {
    const steps = fc.array(fc.tuple(fc.nat(199), fc.nat()), { maxLength: 600 });
    fc.assert(
      fc.property(steps, (all) => {
        const keys = Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? { index } : Object.freeze({ index })));
        const remembered = new Remembered<object, number>();
        const last = new Map<object, number>();
        for (const [index, value] of all) {
          const key = keys[index] as object;
          const before = remembered.get(key);
          if (before !== undefined || Object.isFrozen(key)) expect(before).toBe(last.get(key));
          remembered.set(key, value);
          last.set(key, value);
          expect(remembered.get(key)).toBe(value);
        }
      }),
    );
  });

  it("are the last sixty-four of those that aren't frozen", () => {
    const remembered = new Remembered<object, number>();
    const keys = Array.from({ length: 65 }, (_, index) => ({ index }));
    for (const [index, key] of keys.entries()) remembered.set(key, index);
    expect(keys.map((key) => remembered.get(key))).toEqual([undefined, ...Array.from({ length: 64 }, (_, index) => index + 1)]);
  });
});
