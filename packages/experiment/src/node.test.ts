import { expect, it } from "vitest";
import * as face from "./node.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "drawFigure",
      "inProcess",
      "loadExperiment",
      "outputFileProblems",
      "outputFolderProblems",
      "processorsToUse",
      "readResults",
      "resultFiles",
      "runToPrecision",
      "storeResults",
      "workerPool",
      "writeWhole",
    ]
  `);
});
