import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isolationOf } from "./isolation.ts";

const alone = { completion: 2, failed: 0 };

describe("resource isolation", () => {
  it("is whole where a victim gets its half of the processor, and more does not count", () => {
    expect(isolationOf(alone, { completion: 4, failed: 0 })).toBe(1);
    expect(isolationOf(alone, { completion: 2, failed: 0 })).toBe(1);
  });

  it("falls with the share of the entitlement that is missing, and with what fails", () => {
    expect(isolationOf(alone, { completion: 8, failed: 0 })).toBe(0.5);
    expect(isolationOf(alone, { completion: 2, failed: 0.25 })).toBe(0.75);
    expect(isolationOf(alone, { completion: 8, failed: 1 })).toBe(0);
  });

  it("is from 0 to 1, and never rises with time or failure", () => {
    const values = fc.record({
      completion: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      failed: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(values, fc.double({ min: 1, max: 10, noNaN: true }), (beside, longer) => {
        const isolation = isolationOf(alone, beside);
        expect(isolation).toBeGreaterThanOrEqual(0);
        expect(isolation).toBeLessThanOrEqual(1);
        expect(isolationOf(alone, { ...beside, completion: beside.completion * longer })).toBeLessThanOrEqual(isolation);
        expect(isolationOf(alone, { ...beside, failed: 1 })).toBe(0);
      }),
    );
  });
});
