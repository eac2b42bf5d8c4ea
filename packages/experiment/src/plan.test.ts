import { describe, expect, it } from "vitest";
import { planRuns } from "./plan.ts";
import { queueing } from "./testing/fake-experiment.ts";
import { UsageError } from "./usage-error.ts";

const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
};

describe("planRuns", () => {
  it("takes all combinations of levels for each replication, under one seed", () => {
    const { runs } = planRuns(queueing, { replications: 2, seed: 40 });
    expect(runs.map(({ index, levels, replication, seed }) => [index, levels.shop, levels.customers, replication, seed])).toEqual(
      [
        [1, "Corner Shop", "1", 1, 40],
        [2, "Corner Shop", "4", 1, 40],
        [3, "Market 2.0", "1", 1, 40],
        [4, "Market 2.0", "4", 1, 40],
        [5, "Corner Shop", "1", 2, 41],
        [6, "Corner Shop", "4", 2, 41],
        [7, "Market 2.0", "1", 2, 41],
        [8, "Market 2.0", "4", 2, 41],
      ],
    );
  });

  it("uses the experiment's number of replications by default", () => {
    expect(planRuns(queueing).runs).toHaveLength(16);
  });

  it("narrows factors to levels, named exactly or as they are typed without quotes", () => {
    const { runs } = planRuns(queueing, { settings: { shop: ["market-2.0", "Market 2.0"], customers: ["4"] }, replications: 1 });
    expect(runs.map(({ levels }) => levels)).toEqual([{ shop: "Market 2.0", customers: "4", pace: "usual" }]);
  });

  it("takes the levels of full runs when asked for all, or for one by name", () => {
    expect(planRuns(queueing, { full: true, replications: 1 }).runs).toHaveLength(8);
    expect(planRuns(queueing, { settings: { pace: ["slow"] }, replications: 1 }).runs).toHaveLength(4);
  });

  it("takes a user's file as a level", () => {
    const { selection } = planRuns(queueing, { settings: { pace: ["my/pace.json"] }, readJson: () => ({ factor: 3 }) });
    expect(selection.pace).toEqual([{ name: "my/pace.json", json: { factor: 3 } }]);
  });

  it("keeps the number of a run that is made alone", () => {
    expect(planRuns(queueing, { only: 6, seed: 40 }).runs).toEqual([planRuns(queueing, { seed: 40 }).runs[5]]);
  });

  it("lists everything that is wrong", () => {
    const settings = { shop: ["Mall"], clerks: ["2"], pace: ["fast", "broken.json"] };
    const wrong = problemsOf(() =>
      planRuns(queueing, { settings, replications: 0, seed: -1, only: "many", runtime: "fast", readJson: () => ({}) }),
    );
    expect(wrong).toEqual([
      "the factor to set is clerks; allowed is one of shop, customers, pace",
      "shop is Mall; allowed is one of corner-shop, market-2.0",
      "pace is fast; allowed is one of usual, slow, or the path of a .json file",
      'pace is broken.json: broken.json has no number "factor"',
      "replications is 0; allowed is a whole number from 1 to 100000",
      "seed is -1; allowed is a whole number from 0 to 9000000000000000",
      "only is many; allowed is a whole number from 1 to the number of runs",
      "runtime is fast; allowed is one of compiled, reference",
    ]);
  });

  it("names what runs the statecharts, which is the compiled runtime unless told otherwise", () => {
    expect(planRuns(queueing).runtime).toBe("compiled");
    expect(planRuns(queueing, { runtime: "reference" })).toEqual({ ...planRuns(queueing), runtime: "reference" });
    expect(problemsOf(() => planRuns(queueing, { runtime: "" }))).toEqual([
      "runtime is empty; allowed is one of compiled, reference",
    ]);
  });

  it("refuses a run that is not of the plan, and a last seed that is too large", () => {
    expect(problemsOf(() => planRuns(queueing, { only: 17 }))).toEqual(["only is 17; allowed is a whole number from 1 to 16"]);
    expect(problemsOf(() => planRuns(queueing, { seed: Number.MAX_SAFE_INTEGER }))).toHaveLength(1);
  });

  it("takes numbers as a user types them, and names the range of those that are none", () => {
    expect(planRuns(queueing, { replications: "2", seed: "40", only: "6" })).toEqual(
      planRuns(queueing, { replications: 2, seed: 40, only: 6 }),
    );
    expect(problemsOf(() => planRuns(queueing, { replications: "ten", seed: "1e3", only: 0 }))).toEqual([
      "replications is ten; allowed is a whole number from 1 to 100000",
      "seed is 1e3; allowed is a whole number from 0 to 9000000000000000",
      "only is 0; allowed is a whole number from 1 to the number of runs",
    ]);
    expect(problemsOf(() => planRuns(queueing, { only: "" }))).toEqual(["only is empty; allowed is a whole number from 1 to 16"]);
  });
});
