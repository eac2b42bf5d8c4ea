import { expect, it } from "vitest";
import { constantsReadBy, readingMarks } from "./read-constants.ts";

const names = ["a.trap", "a.copy", "b.walk"];

it("constants count as read if a run has read them", () => {
  expect(readingMarks(names, ["b.walk", "a.trap", "other"])).toBe("101");
  expect(constantsReadBy([{ read: "001" }, {}, { read: "001" }, { read: "100" }], names)).toEqual(["a.trap", "b.walk"]);
  expect(constantsReadBy([{ read: "000" }], names)).toEqual([]);
});

it("all constants count as read if no run tells", () => {
  expect(constantsReadBy([{}, {}], names)).toEqual(names);
});
