import { describe, expect, it } from "vitest";
import { coverageOptions } from "./options.ts";

describe("the command line of the coverage study", () => {
  it("has defaults, and takes numbers and flags", () => {
    expect(coverageOptions([])).toEqual({ campaigns: 1_000, seed: 1, simulate: false, json: false, help: false });
    expect(coverageOptions(["--campaigns", "50", "--seed=3", "--simulate"])).toMatchObject({
      campaigns: 50,
      seed: 3,
      simulate: true,
    });
  });

  it("tells all that is wrong at once", () => {
    expect(() => coverageOptions(["--campaigns", "one", "--seed=-1.5"])).toThrow(/--campaigns is one; allowed.*\n--seed is -1.5/);
    expect(() => coverageOptions(["--precision"])).toThrow(/the command line is --precision: Unknown option/);
  });
});
