import { describe, expect, it } from "vitest";
import { END_OF_TIME, formatTime, ms, NEVER, ns, seconds, toSeconds, us } from "./time.ts";

describe("virtual time", () => {
  it("is a whole number of nanoseconds in every unit", () => {
    expect([ns(1.4), us(1.5), ms(0.000_001_6), seconds(1e-9)]).toEqual([1, 1_500, 2, 1]);
    expect(toSeconds(seconds(12.5))).toBe(12.5);
  });

  it("never comes at a plain integer, so that it can stand in a saved context", () => {
    expect(JSON.parse(JSON.stringify(NEVER))).toBe(NEVER);
    expect(NEVER).toBe(END_OF_TIME);
  });

  it("reads well", () => {
    expect([0, 999, 1_000, 1_500_000, 2e9, NEVER].map(formatTime)).toEqual([
      "0 ns",
      "999 ns",
      "1.000000 us",
      "1.500000 ms",
      "2.000000 s",
      "never",
    ]);
  });
});
