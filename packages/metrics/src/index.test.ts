import { expect, it } from "vitest";
import * as face from "./index.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "TimeWeighted",
      "covers",
      "estimateMean",
      "pairedDifference",
      "pairedRatio",
      "shares",
      "slowdown",
      "studentQuantile",
      "watchLevel",
      "watchMark",
    ]
  `);
});
