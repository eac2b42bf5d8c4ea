import { describe, expect, it } from "vitest";
import { formatEstimate, formatRatio } from "./format-estimate.ts";

describe("formatEstimate", () => {
  it.each([
    [2.01534, 0.01284, "2.015 ± 0.013"],
    [2.01534, 0.0996, "2.02 ± 0.10"],
    [1234.4, 99.7, "1234 ± 100"],
    [1234.4, 12, "1234 ± 12"],
    [0.00012348, 0.0000012, "0.0001235 ± 0.0000012"],
    [2, 0, "2.000 ± 0.000"],
    [0, 0, "0.000 ± 0.000"],
    [123456, 0, "123456 ± 0"],
    [1.833861, 0.0000002, "1.8339 ± 0.0000"],
    [0.5, 1e-12, "0.50000 ± 0.00000"],
    [-0.0001, 0.2, "0.00 ± 0.20"],
    [3.25, Number.POSITIVE_INFINITY, "3.250 ± ?"],
    [0.935e-9, 0.059e-9, "9.35e-10 ± 0.59e-10"],
    [-1.5e-15, 0, "-1.500e-15 ± 0.000e-15"],
    [2e-9, Number.POSITIVE_INFINITY, "2.000e-9 ± ?"],
    [935_376_289_510_907_520, 59_386_605_909_728_408, "9.35e17 ± 0.59e17"],
  ])("shows %d ± %d", (mean, halfWidth, text) => {
    expect(formatEstimate({ mean, halfWidth })).toBe(text);
  });
});

it("shows very small and large ratios with an exponent", () => {
  expect(formatRatio({ ratio: 1.2e-9, low: 1.1e-9, high: 1.3e-9 })).toBe("1.20e-9 (1.10e-9 to 1.30e-9)");
  expect(formatRatio({ ratio: 1.266, low: 1.26, high: 1.272 })).toBe("1.2660 (1.2600 to 1.2720)");
  expect(formatRatio({ ratio: 3e-9, low: 0, high: Number.POSITIVE_INFINITY })).toBe("3.000e-9 (?)");
});
