import { expect, it } from "vitest";
import * as face from "./index.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "TimeWeighted",
      "batchMeans",
      "covers",
      "estimateMean",
      "estimateProportion",
      "mser5",
      "normalQuantile",
      "normalUpperTail",
      "pairedDifference",
      "pairedLogRatio",
      "pairedRatio",
      "precisionReached",
      "quantileInterval",
      "relativeHalfWidth",
      "shares",
      "slowdown",
      "studentQuantile",
      "studentUpperTail",
      "watchLevel",
      "watchMark",
    ]
  `);
});
