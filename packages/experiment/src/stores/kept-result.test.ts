import { describe, expect, it } from "vitest";
import type { RunResult } from "../outcome.ts";
import { keptResult } from "./kept-result.ts";

const point = { from: 0, to: 1, mean: 2, least: 1, most: 3, weight: 4 };
const result: RunResult = {
  values: { time: 1 },
  fingerprint: "f",
  deliveries: 2,
  end: 3,
  evidence: { any: null },
  series: { load: [point] },
  warmUp: { end: 1, enough: true },
  interpreted: { machine: [{ state: "idle", feature: "after" }] },
  read: "01",
};

describe("a kept result", () => {
  it("is what a run gave, with or without what only some runs give", () => {
    expect(keptResult(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const { values, fingerprint, deliveries, end } = result;
    expect(keptResult({ values, fingerprint, deliveries, end })).toEqual({ values, fingerprint, deliveries, end });
  });

  it.each([
    ["values", { time: null }],
    ["values", [1]],
    ["fingerprint", null],
    ["deliveries", null],
    ["end", "3"],
    ["series", null],
    ["series", { load: [{ ...point, mean: null }] }],
    ["series", { load: [null] }],
    ["warmUp", { end: null, enough: true }],
    ["interpreted", { machine: null }],
    ["read", 1],
  ])("is none where %s is %j", (field, value) => {
    expect(keptResult({ ...result, [field]: value })).toBeUndefined();
  });

  it.each([null, undefined, 1, "text", []])("is none where all is %j", (value) => {
    expect(keptResult(value)).toBeUndefined();
  });
});
