import { expect, test } from "vitest";
import { fitted, heldFixed, inSteps, quoted, recalled } from "./sourced.ts";

test("a constant seen in its source is trusted to 5 per cent, one from memory to 30", () => {
  expect(quoted(100, "ns", "a paper")).toEqual({
    value: 100,
    range: [95, 105],
    unit: "ns",
    source: "a paper",
    provenance: "quoted",
  });
  expect(recalled(100, "ns", "folklore")).toMatchObject({ range: [70, 130], provenance: "recalled" });
});

test("a fitted constant says so", () => {
  expect(fitted(100, "ns", "a table")).toMatchObject({ provenance: "quoted", fitted: true, range: [95, 105] });
});

test("a range can be given", () => {
  expect(recalled(0, "ns", "none", [0, 3]).range).toEqual([0, 3]);
});

test("one word in the place of a range says why there is no other value", () => {
  expect(quoted(64, "B", "a header", "definition")).toMatchObject({ range: [64, 64], held: "definition" });
  expect(heldFixed("setting", recalled(100, "1/s", "HZ", [100, 1_000]))).toMatchObject({ range: [100, 1_000], held: "setting" });
  expect(inSteps(16, recalled(64, "B", "folklore"))).toMatchObject({ value: 64, step: 16 });
});
