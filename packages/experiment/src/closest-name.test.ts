import { describe, expect, it } from "vitest";
import { closestName } from "./closest-name.ts";

const known = ["cpu-crosstalk", "noisy-disk"];

describe("closestName", () => {
  it.each([
    ["cpu-crosstak", "cpu-crosstalk"],
    ["CPU-Crosstalk", "cpu-crosstalk"],
    ["crosstalk", "cpu-crosstalk"],
    ["noisydisk", "noisy-disk"],
    ["figure-3-4", undefined],
    ["zzz", undefined],
    ["cpucross", "cpu-crosstalk"],
    ["k", undefined],
    ["--", undefined],
    ["", undefined],
  ])("takes %s for %s", (typed, meant) => {
    expect(closestName(typed, known)).toBe(meant);
  });

  it("takes no single character for another one", () => {
    expect(closestName("3", ["0", "1"])).toBeUndefined();
  });
});
