import { describe, expect, it } from "vitest";
import { normalQuantile, normalUpperTail } from "./normal.ts";

describe("normalQuantile", () => {
  it.each([
    [0.9, 1.2815515655446],
    [0.95, 1.6448536269515],
    [0.975, 1.959963984540054],
    [0.99, 2.3263478740408],
    [0.995, 2.5758293035489],
    [0.999, 3.0902323061678],
    [0.9999, 3.7190164854557],
  ])("agrees with published tables at p = %d", (probability, quantile) => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.1, with the digits of Abramowitz and Stegun's table 26.6.
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 12);
    expect(normalQuantile(1 - probability)).toBeCloseTo(-quantile, 9);
  });

  it("says what is allowed", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(() => normalQuantile(1)).toThrow("probability is 1; allowed is above 0, below 1");
  });
});

describe("normalUpperTail", () => {
  it("undoes the quantile, far out too", () => {
    for (const tail of [0.49, 0.1, 1e-3, 1e-9, 1e-30]) {
      expect(normalUpperTail(-normalQuantile(tail)) / tail).toBeCloseTo(1, 11);
    }
  });

  it("is smooth where its two formulas meet, and mirrors", () => {
    const [left, right] = [normalUpperTail(3 - 1e-9), normalUpperTail(3)];
    expect((left - right) / right).toBeCloseTo((1e-9 * Math.exp(-4.5)) / Math.sqrt(2 * Math.PI) / right, 12);
    expect(normalUpperTail(-1.5) + normalUpperTail(1.5)).toBe(1);
    expect(() => normalUpperTail(Number.NaN)).toThrow("the value is NaN");
  });
});
