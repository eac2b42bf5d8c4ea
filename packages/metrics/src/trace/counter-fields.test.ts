import { expect, it } from "vitest";
import { counterFields } from "./counter-fields.ts";
import { numberAt } from "./number-at.ts";

it("what can be drawn as counters is what there is a number for", () => {
  const context = { name: "disk", queue: [1, { of: 2 }], busy: { reads: 3, last: null, "a.b": 4 }, rate: Number.NaN, none: {} };
  expect(counterFields(context)).toEqual(["queue", "busy.reads"]);
  expect(counterFields(context).map((field) => numberAt(context, field))).toEqual([2, 3]);
  for (const other of [undefined, null, 5, "text"]) expect(counterFields(other)).toEqual([]);
});
