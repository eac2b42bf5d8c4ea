import { describe, expect, it } from "vitest";
import { hasFailed } from "../outcome.ts";
import { planRuns } from "../plan.ts";
import { unruly } from "../testing/unruly-experiment.ts";
import { workerPool } from "./worker-pool.ts";

const url = new URL("../testing/unruly-experiment.ts", import.meta.url).href;

describe("runs in a worker", () => {
  it("fail alone, whatever their code does to the worker", async () => {
    const plan = planRuns(unruly);
    const outcomes = await workerPool({ url, exportName: "unruly" }, 1)(plan);
    const messages = outcomes.map((run) => [run.levels.habit, hasFailed(run) ? run.failure.message : "finished"]);
    expect(Object.fromEntries(messages)).toEqual({
      exits: expect.stringMatching(/^the measure one failed: process\.exit\(3\) was called/),
      rejects: "code that nothing waits for failed: nobody handles it",
      "throws soon": "code that nothing waits for failed: nobody waits for it",
      "throws later": "finished",
      prints: "finished",
      none: "finished",
      "takes long": "finished",
    });
  });
});
