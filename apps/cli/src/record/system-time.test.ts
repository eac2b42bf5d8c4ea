import { expect, it } from "vitest";
import type { ClassStatistics } from "./call-statistics.ts";
import { splitSystemTime } from "./system-time.ts";

const entry = (calls: number, nanoseconds: number): ClassStatistics => ({
  calls,
  failed: 0,
  tracedNanoseconds: calls * nanoseconds,
  samples: Array.from({ length: calls }, () => nanoseconds),
});

it("sums to the total exactly, and weighs by what is above the cheapest calls", () => {
  const statistics = new Map([
    ["null", entry(100, 50_000)],
    ["fork", entry(10, 250_000)],
  ] as const);
  const { classes, pageFaults } = splitSystemTime(10_000_001, 1_000, statistics);
  expect((classes.get("null") ?? 0) + (classes.get("fork") ?? 0) + pageFaults).toBe(10_000_001);
  expect(pageFaults).toBe(2_500_000);
  expect((classes.get("fork") ?? 0) / (classes.get("null") ?? 1)).toBeCloseTo((10 * 200_000) / (100 * 100), 0);
});

it("takes no wait for another process as a cost", () => {
  const statistics = new Map([
    ["null", entry(100, 50_000)],
    ["file-read", entry(100, 60_000)],
    ["pipe-read", { ...entry(0, 0), calls: 100, samples: [...entry(20, 60_000).samples, ...entry(80, 9_000_000).samples] }],
  ] as const);
  const { classes } = splitSystemTime(1_000_000, 0, statistics);
  expect(Math.abs((classes.get("pipe-read") ?? 0) - (classes.get("file-read") ?? 0))).toBeLessThanOrEqual(1);
});

it("takes a class of which all calls waited to cost no more than the like class that does not wait", () => {
  const statistics = new Map([
    ["null", entry(100, 50_000)],
    ["file-read", entry(100, 60_000)],
    ["poll", entry(1, 7_000_000)],
    ["pipe-read", entry(100, 9_000_000)],
  ] as const);
  const { classes } = splitSystemTime(1_000_000, 0, statistics);
  expect(Math.abs((classes.get("pipe-read") ?? 0) - (classes.get("file-read") ?? 0))).toBeLessThanOrEqual(1);
  expect((classes.get("poll") ?? 0) * 100).toBeCloseTo(classes.get("file-read") ?? 0, -3);
});
