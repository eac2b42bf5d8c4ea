import { describe, expect, it } from "vitest";
import { incompleteBeta } from "./incomplete-beta.ts";

describe("incompleteBeta", () => {
  it("is a power where one parameter is one", () => {
    for (const x of [0.01, 0.3, 0.5, 0.99]) {
      expect(incompleteBeta(x, 3, 1)).toBeCloseTo(x * x * x, 13);
      expect(incompleteBeta(x, 1, 2)).toBeCloseTo(1 - (1 - x) * (1 - x), 13);
    }
  });

  it("is the arcsine law where both are one half", () => {
    expect(incompleteBeta(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 13);
  });

  it("is the upper tail of a binomial distribution", () => {
    const [n, p] = [20, 0.3];
    let chance = Math.exp(n * Math.log1p(-p));
    let below = 0;
    for (let k = 0; k < n; k += 1) {
      below += chance;
      expect(incompleteBeta(p, k + 1, n - k)).toBeCloseTo(1 - below, 12);
      chance *= (((n - k) / (k + 1)) * p) / (1 - p);
    }
  });

  it("mirrors", () => {
    expect(incompleteBeta(0.2, 700, 2500) + incompleteBeta(0.8, 2500, 700)).toBeCloseTo(1, 11);
  });

  it("says what is allowed", () => {
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow("x is 1.5; allowed is 0 to 1");
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow("a is 0; allowed is above 0");
    expect(() => incompleteBeta(0.5, 1, -1)).toThrow("b is -1; allowed is above 0");
  });
});
