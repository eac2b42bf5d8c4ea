import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { mser5 } from "./mser5.ts";

const noise = (seed: number, length: number) => {
  const random = new RandomStreams(seed).stream("noise");
  return Array.from({ length }, () => random.normal(10, 1));
};

describe("mser5", () => {
  it("leaves nothing out of a constant run, and little out of a steady one", () => {
    expect(mser5(new Array(100).fill(3))).toEqual({ leaveOut: 0, enough: true });
    const left = Array.from({ length: 40 }, (_, seed) => mser5(noise(seed, 1_000)).leaveOut);
    expect(left.filter((count) => count <= 100).length).toBeGreaterThanOrEqual(30);
  });

  it("leaves a step at the beginning out, to the batch of five", () => {
    const stepped = noise(1, 1_000).map((value, index) => (index < 102 ? value - 8 : value));
    expect(mser5(stepped)).toEqual({ leaveOut: 105, enough: true });
  });

  it("leaves out most of a decaying transient, so that what stays is unbiased", () => {
    const left = Array.from({ length: 20 }, (_, seed) => {
      const values = noise(seed, 2_000).map((value, index) => value + 20 * Math.exp(-index / 50));
      return mser5(values).leaveOut;
    });
    expect(Math.min(...left)).toBeGreaterThan(100); // the transient is down to 2.7, of 20
    expect(left.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
  });

  it("says that a run is too short to tell where it drifts all the time", () => {
    expect(mser5(Array.from({ length: 200 }, (_, index) => index))).toEqual({ leaveOut: 100, enough: false });
  });

  it("says what is allowed", () => {
    expect(() => mser5([1, 2, 3])).toThrow("there are 3 values; allowed is at least 10");
  });
});
