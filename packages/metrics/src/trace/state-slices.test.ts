import { expect, it } from "vitest";
import { sliceNames } from "./state-slices.ts";

it("a nested state is a slice in the slice of the state around it", () => {
  expect(sliceNames("idle")).toEqual(["idle"]);
  expect(sliceNames({ running: { user: "computing" } })).toEqual(["running", "user", "computing"]);
  expect(sliceNames({ running: {} })).toEqual(["running"]);
  expect(sliceNames({})).toEqual([]);
});

it("parallel regions share a slice", () => {
  expect(sliceNames({ on: { cpu: "idle", timer: { armed: "once" } } })).toEqual(["on", "cpu: idle, timer: armed: once"]);
  expect(sliceNames({ a: { b: {}, c: { d: {}, e: "f" } }, g: {} })).toEqual(["a: (b, c: (d, e: f)), g"]);
});
