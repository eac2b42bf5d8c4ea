import { expect, it } from "vitest";
import * as face from "./index.ts";

it("exports these names and no others; a change here is a change of the public interface", () => {
  expect(Object.keys(face).toSorted()).toMatchInlineSnapshot(`
    [
      "Level",
      "MOST_REPLICATIONS",
      "MOST_SEED",
      "UnusableRunError",
      "UsageError",
      "assembling",
      "collectResults",
      "conservationProblems",
      "defineExperiment",
      "describeProblem",
      "escapeHtml",
      "factor",
      "figureSpec",
      "filterProblems",
      "finishRun",
      "formatEstimate",
      "hasFailed",
      "htmlPage",
      "isExperiment",
      "lazyLevel",
      "level",
      "manifestOf",
      "numberProblems",
      "planRuns",
      "planText",
      "plausibleConstants",
      "precisionProblems",
      "runExperiment",
      "runOne",
      "slugOf",
      "summarize",
      "summaryTable",
      "textTable",
      "throwProblems",
      "tidyTable",
      "uncertaintyOf",
      "uncertaintyTable",
      "wholeNumber",
      "wholeNumberProblems",
    ]
  `);
});
