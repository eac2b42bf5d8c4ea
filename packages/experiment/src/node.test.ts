import { expect, it } from "vitest";
import * as face from "./node.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "RUNS_FOLDER",
      "RunStore",
      "codeVersion",
      "connectQueue",
      "drawFigure",
      "inProcess",
      "limitProblems",
      "loadExperiment",
      "moduleVersion",
      "occupiedFolderProblems",
      "outputFileProblems",
      "outputFolderProblems",
      "processorsToUse",
      "queueProblems",
      "readResults",
      "readSeries",
      "realMilliseconds",
      "resultFiles",
      "resultPage",
      "resuming",
      "runLimits",
      "runToPrecision",
      "sampleFinder",
      "serveQueue",
      "startThreads",
      "storeResults",
      "throughQueue",
      "uncertainPool",
      "workerPool",
      "writeWhole",
    ]
  `);
});
