import { describe, expect, it } from "vitest";
import { hasFailed, type RunOutcome } from "../outcome.ts";
import { planRuns } from "../plan.ts";
import { manifestOf } from "../report/manifest.ts";
import { collectResults } from "../results.ts";
import { greedy } from "../testing/greedy-experiment.ts";
import { limitProblems, runLimits } from "./run-limits.ts";
import { workerPool } from "./worker-pool.ts";

const url = new URL("../testing/greedy-experiment.ts", import.meta.url).href;
const codes = (outcomes: readonly RunOutcome[]) =>
  Object.fromEntries(outcomes.map((outcome) => [outcome.index, hasFailed(outcome) ? outcome.failure.code : "finished"]));

describe("runs with limits", () => {
  it("are killed with their worker when they exceed one, and the others go on", async () => {
    const plan = planRuns(greedy, { replications: 2, filter: "customers=4 || shop=corner*" });
    const limits = runLimits({ timeLimit: "1 s" });
    const outcomes = await workerPool({ url, exportName: "greedy" }, 1, limits)(plan);
    expect(codes(outcomes)).toEqual({
      1: "finished",
      2: "finished",
      4: "TIME_LIMIT",
      5: "finished",
      6: "finished",
      8: "TIME_LIMIT",
    });
    const results = collectResults(greedy, plan, outcomes);
    expect(results.failures[0]?.failure).toEqual({
      message: "it took longer than 1000 ms, its time limit",
      code: "TIME_LIMIT",
      seed: 1,
    });
    const context = { module: "", command: "", status: "failed", versions: {}, date: "", wallSeconds: 1, jobs: 1 } as const;
    expect(manifestOf(results, context)).toMatchObject({
      parameters: { worlds: [{}, {}] },
      failures: [{ index: 4 }, { index: 8 }],
    });
  });

  it("that need too much memory are killed, too", async () => {
    const plan = planRuns(greedy, { replications: 1, filter: "customers=1" });
    const outcomes = await workerPool({ url, exportName: "greedy" }, 1, runLimits({ memoryLimit: "64MiB" }))(plan);
    expect(codes(outcomes)).toEqual({ 1: "finished", 3: "MEMORY_LIMIT" });
    expect(outcomes).toContainEqual(
      expect.objectContaining({
        failure: { message: "it needed more memory than 64 MiB, its memory limit", code: "MEMORY_LIMIT", seed: 1 },
      }),
    );
  });
});

describe("limits", () => {
  it.each([
    [{ timeLimit: "90s" }, { milliseconds: 90_000 }],
    [{ timeLimit: " 1.5 min " }, { milliseconds: 90_000 }],
    [
      { timeLimit: "2 h", memoryLimit: "2 GiB" },
      { milliseconds: 7_200_000, mebibytes: 2048 },
    ],
    [{ memoryLimit: "512MiB" }, { mebibytes: 512 }],
    [{}, {}],
  ])("%j are read with their units", (request, limits) => {
    expect(limitProblems(request)).toEqual([]);
    expect(runLimits(request)).toEqual(limits);
  });

  it.each(["90", "s", "0 s", "-1 s", "5 years", "597 h", ""])("refuse %j as a time", (timeLimit) => {
    expect(limitProblems({ timeLimit })).toMatchObject([{ field: "time limit", value: timeLimit || "empty" }]);
  });

  it.each(["512", "512 MB", "31 MiB", "2048 GiB", "MiB", "constructor"])("refuse %j as a size", (memoryLimit) => {
    expect(limitProblems({ memoryLimit })).toMatchObject([{ field: "memory limit", value: memoryLimit }]);
  });
});
