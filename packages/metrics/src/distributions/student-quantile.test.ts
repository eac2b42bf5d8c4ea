import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalQuantile } from "./normal.ts";
import { studentQuantile, studentUpperTail } from "./student-quantile.ts";

/** NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, with the digits that R's `qt` prints. */
const published: readonly (readonly [probability: number, degreesOfFreedom: number, quantile: number])[] = [
  [0.975, 1, 12.706204736],
  [0.975, 2, 4.30265273],
  [0.975, 3, 3.182446305],
  [0.975, 4, 2.776445105],
  [0.975, 5, 2.570581836],
  [0.975, 9, 2.262157163],
  [0.975, 10, 2.228138852],
  [0.975, 19, 2.093024054],
  [0.975, 29, 2.045229642],
  [0.975, 120, 1.979930405],
  [0.975, 1000, 1.962339081],
  [0.95, 9, 1.833112933],
  [0.995, 9, 3.249835542],
  [0.9995, 1, 636.619248769],
  [0.9995, 9, 4.780912586],
];

describe("studentQuantile", () => {
  it.each(published)(
    "agrees with published tables at p = %d and %d degrees of freedom",
    (probability, degreesOfFreedom, quantile) => {
      expect(Math.abs(studentQuantile(probability, degreesOfFreedom) - quantile)).toBeLessThan(1e-6);
    },
  );

  it("is symmetric, and zero in the middle", () => {
    expect(studentQuantile(0.025, 9)).toBeCloseTo(-studentQuantile(0.975, 9), 6);
    expect(studentQuantile(0.5, 9)).toBe(0);
  });

  it("is what elementary formulas give for one and for two degrees of freedom", () => {
    for (const probability of [0.501, 0.6, 0.9, 0.999, 0.99999]) {
      const two = (2 * probability - 1) / Math.sqrt(2 * probability * (1 - probability));
      expect(studentQuantile(probability, 1) / Math.tan(Math.PI * (probability - 0.5))).toBeCloseTo(1, 9);
      expect(studentQuantile(probability, 2) / two).toBeCloseTo(1, 9);
    }
  });

  it("comes to the normal quantile for many degrees of freedom, always from above", () => {
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 6);
    expect(studentQuantile(0.975, 1e6)).toBeGreaterThan(normalQuantile(0.975));
    expect(studentQuantile(0.975, 9.5)).toBeLessThan(studentQuantile(0.975, 9));
  });

  it("undoes the upper tail", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 500 }), (tail, degrees) => {
        expect(studentUpperTail(studentQuantile(1 - tail, degrees), degrees) / tail).toBeCloseTo(1, 8);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("says what is allowed", () => {
    expect(() => studentQuantile(1, 9)).toThrow("probability is 1; allowed is above 0, below 1");
    expect(() => studentQuantile(0.975, 0)).toThrow("degreesOfFreedom is 0; allowed is a number of at least 1");
  });
});
