import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memory, ticks, time } from "./quantity.ts";

describe("a quantity as text", () => {
  it.each([
    [time, "30 ms", 30e6],
    [time, "1.5us", 1500],
    [time, "2 h", 7200e9],
    [memory, "512 MiB", 131_072],
    [memory, "8 KiB", 2],
    [ticks, "1.2 kHz", 1200],
    [ticks, "10 Hz", 10],
    [ticks, "10 kHz", 10_000],
  ])("is read with its unit: %#, %s", (kind, text, amount) => {
    expect(kind.parse(text)).toBeCloseTo(amount, 6);
  });

  it.each([
    [time, "30"],
    [time, "30 sec"],
    [time, "0 s"],
    [time, "-1 s"],
    [time, "0.1 ns"],
    [time, "1e9 h"],
    [memory, "512 MB"],
    [memory, "1 KiB"],
    [ticks, "0 Hz"],
    [ticks, "9.9 Hz"],
    [ticks, "10.1 kHz"],
    [ticks, "2.4 GHz"],
  ])("is refused without one, or beyond what makes sense: %#, %s", (kind, text) => {
    expect(kind.safeParse(text).success).toBe(false);
  });

  it("gives whole nanoseconds for any number of whole milliseconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (count) => {
        expect(time.parse(`${count} ms`)).toBe(count * 1_000_000);
      }),
    );
  });
});
