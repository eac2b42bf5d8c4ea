import { seconds } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { fed } from "../testing/fed.ts";
import { timeWeighted } from "./time-weighted.ts";

describe("timeWeighted", () => {
  it("weights each value by how long it held", () => {
    const queue = fed(
      timeWeighted(),
      [
        [seconds(2), 4],
        [seconds(3), 1],
      ],
      seconds(1),
    );
    expect(queue.read(seconds(5))).toEqual({ level: 1, mean: 1.5, least: 0, most: 4, integral: 6, seconds: 4 });
  });

  it("is its present value before time passes", () => {
    expect(fed(timeWeighted(3), []).read(0).mean).toBe(3);
  });

  it("is exact for whole numbers, however long the run", () => {
    const day = seconds(86_400);
    expect(fed(timeWeighted(7), [[1, 0]]).read(day).integral).toBe(7e-9);
  });

  it("says what is allowed", () => {
    expect(() => fed(timeWeighted(), [[1, Number.NaN]])).toThrow("the value is NaN; allowed are finite numbers");
  });
});
