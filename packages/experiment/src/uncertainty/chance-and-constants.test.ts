import { splitUncertainty } from "@crosstalk/metrics";
import { expect, it } from "vitest";
import { summarizeRuns } from "../summary.ts";
import { ofChanceAndConstants } from "./chance-and-constants.ts";

const units = { time: "s", other: "1" };
const runs = [4, 6].map((time, index) => ({ index, levels: { size: "1" }, values: { time, other: 1 } }));
const summary = summarizeRuns(["size"], units, runs);

it("intervals of chance and constants together are wider than either, and only of what is told", () => {
  const split = splitUncertainty([
    [1, 3],
    [7, 9],
  ]);
  const [point] = ofChanceAndConstants(summary, { time: [{ levels: { size: "1" }, split, influences: [] }] }).points;
  expect(Object.keys(point?.estimates ?? {})).toEqual(["time"]);
  const { mean, halfWidth = 0, low, high, n } = point?.estimates.time ?? {};
  expect(halfWidth ** 2).toBeCloseTo(split.estimate.halfWidth ** 2 + split.parameterHalfWidth ** 2, 9);
  expect(halfWidth).toBeGreaterThan(Math.max(split.estimate.halfWidth, split.parameterHalfWidth));
  expect([mean, low, high, n]).toEqual([5, 5 - halfWidth, 5 + halfWidth, 2]);
});

it("combinations of levels of which nothing is told have no interval", () => {
  expect(ofChanceAndConstants(summary, { time: [] }).points).toEqual([{ levels: { size: "1" }, estimates: {} }]);
});
