import { expect, it } from "vitest";
import * as face from "./index.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "MOST_RECORDS",
      "TraceRecorder",
      "batchMeans",
      "batched",
      "counter",
      "covers",
      "estimateMean",
      "estimateProportion",
      "histogram",
      "latinHypercube",
      "mser5",
      "normalQuantile",
      "normalUpperTail",
      "pairedDifference",
      "pairedLogRatio",
      "pairedRatio",
      "perfettoTrace",
      "precisionReached",
      "quantileInterval",
      "rankConstants",
      "readings",
      "relativeHalfWidth",
      "restartProbes",
      "selectBest",
      "series",
      "shares",
      "significantTogether",
      "slowdown",
      "splitUncertainty",
      "studentQuantile",
      "studentUpperTail",
      "tally",
      "timeWeighted",
      "timeWeightedSeries",
      "utilization",
      "warmUpEnd",
      "watch",
      "watchMark",
    ]
  `);
});
