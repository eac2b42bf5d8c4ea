import { describe, expect, it } from "vitest";
import { formatEstimate } from "./format-estimate.ts";

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
  ])("shows %d ± %d", (mean, halfWidth, text) => {
    expect(formatEstimate({ mean, halfWidth })).toBe(text);
  });
});
