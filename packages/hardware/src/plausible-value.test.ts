import fc from "fast-check";
import { expect, it } from "vitest";
import { plausibleValue, whyHeldFixed } from "./plausible-value.ts";
import { heldFixed, inSteps, quoted, recalled } from "./sourced.ts";

it("times may have any value of their range, and what is counted whole ones only", () => {
  const time = recalled(100, "ns", "folklore");
  expect([50, 99.25, 200].map((drawn) => plausibleValue(time, drawn))).toEqual([70, 99.25, 130]);
  const pages = recalled(4, "pages", "folklore");
  expect([2.9, 3.4, 3.6, 5.1, 5.2].map((drawn) => plausibleValue(pages, drawn))).toEqual([3, 3, 4, 5, 5]);
});

it("a value lies in the constant's range and is a multiple of its step, whatever is drawn", () => {
  const size = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(
      size,
      size,
      size,
      fc.integer({ min: 1, max: 64 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, c, step, share) => {
        const [low = 0, value = 0, high = 0] = [a, b, c].sort((one, other) => one - other);
        const constant = inSteps(step, recalled(value * step, "B", "folklore", [low * step, high * step]));
        const found = plausibleValue(constant, step * (low + share * (high - low)));
        expect(found % step).toBe(0);
        expect(found).toBeGreaterThanOrEqual(low * step);
        expect(found).toBeLessThanOrEqual(high * step);
      },
    ),
  );
});

it("a constant that doesn't vary says why, in a word", () => {
  expect(whyHeldFixed(quoted(64, "B", "a header", "definition"))).toBe("definition");
  expect(whyHeldFixed(heldFixed("setting", recalled(100, "1/s", "HZ", [100, 1_000])))).toBe("setting");
  expect(whyHeldFixed(recalled(2, "calls", "folklore"))).toBe("whole");
  expect(whyHeldFixed(quoted(7, "ns", "a paper", [7, 7]))).toBe("exact");
  expect(whyHeldFixed(recalled(2, "calls", "folklore", [1, 2]))).toBeUndefined();
  expect(whyHeldFixed(recalled(0.5, "calls", "folklore"))).toBeUndefined();
  expect(whyHeldFixed(quoted(7, "ns", "a paper"))).toBeUndefined();
  expect(plausibleValue(recalled(2, "calls", "folklore"), 2.6)).toBe(2);
});
