import fc from "fast-check";
import { expect, it } from "vitest";
import { brokenText } from "./broken-text.ts";

it("is broken after a blank or a joint of a name, and anywhere where there is none", () => {
  expect(brokenText("one-two.three", 20)).toEqual(["one-two.three"]);
  expect(brokenText("one-two.three", 9)).toEqual(["one-two.", "three"]);
  expect(brokenText("one two three", 7)).toEqual(["one two", "three"]);
  expect(brokenText("onetwothree", 6)).toEqual(["onetwo", "three"]);
});

it("has no line that is longer than it may be, and loses nothing but blanks", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z .-]{0,60}$/), fc.integer({ min: 1, max: 20 }), (text, width) => {
      const lines = brokenText(text, width);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
