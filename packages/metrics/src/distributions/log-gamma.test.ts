import { describe, expect, it } from "vitest";
import { logGamma } from "./log-gamma.ts";

describe("logGamma", () => {
  it("is the logarithm of the factorial at whole numbers", () => {
    let factorial = 1;
    for (let n = 1; n <= 100; n += 1) {
      expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(1e-13 * Math.max(1, Math.log(factorial)));
      factorial *= n;
    }
  });

  it("is that of the square root of pi at one half", () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  });

  it("obeys the duplication formula", () => {
    for (const x of [0.1, 0.7, 3.3, 12.5, 400.25]) {
      const doubled = logGamma(x) + logGamma(x + 0.5) - (1 - 2 * x) * Math.log(2) - Math.log(Math.PI) / 2;
      expect(Math.abs(logGamma(2 * x) - doubled)).toBeLessThan(1e-12 * Math.max(1, logGamma(2 * x)));
    }
  });

  it("says what is allowed", () => {
    expect(() => logGamma(0)).toThrow("x is 0; allowed is above 0");
  });
});
