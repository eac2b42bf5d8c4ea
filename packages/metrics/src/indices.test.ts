import { describe, expect, it } from "vitest";
import { shares, slowdown } from "./indices.ts";

describe("slowdown", () => {
  it("is the ratio of times", () => {
    expect(slowdown(10, 4)).toBe(2.5);
  });

  it("says what is allowed", () => {
    expect(() => slowdown(1, 0)).toThrow("the time alone is 0; allowed is above 0");
    expect(() => slowdown(-1, 1)).toThrow("the time beside others is -1; allowed is at least 0");
  });
});

describe("shares", () => {
  it("add up to one", () => {
    expect(shares({ victim: 1, hog0: 3 })).toEqual({ victim: 0.25, hog0: 0.75 });
  });

  it("are zero if nobody has anything", () => {
    expect(shares({ victim: 0, hog0: 0 })).toEqual({ victim: 0, hog0: 0 });
  });

  it("says what is allowed", () => {
    expect(() => shares({ victim: Number.NaN })).toThrow("the amount of victim is NaN; allowed is at least 0");
  });
});
