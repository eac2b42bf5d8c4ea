import { describe, expect, it } from "vitest";
import { defineExperiment } from "./experiment.ts";
import { level } from "./level.ts";
import { nested } from "./nested.ts";
import { planRuns } from "./plan.ts";
import { runExperiment } from "./run-experiment.ts";

const experiment = defineExperiment({
  name: "nests",
  about: "Levels with parameters of their own",
  factors: {
    scheduler: [
      level("round-robin", { period: 5 }),
      ...nested("credit", { slice: [10, 30], weight: [1, 2] }, ({ slice, weight }) => ({ period: slice * weight })),
    ],
  },
  world: (_, { scheduler }) => scheduler,
  until: 1,
  replications: 1,
  measures: { period: { unit: "1", of: ({ period }) => period } },
});

describe("nested levels", () => {
  it("are one for each combination of their parameters, beside levels that have none", () => {
    const { runs } = runExperiment(experiment);
    expect(runs.map(({ levels, values }) => [levels.scheduler, values.period])).toEqual([
      ["round-robin", 5],
      ["credit slice 10 weight 1", 10],
      ["credit slice 10 weight 2", 20],
      ["credit slice 30 weight 1", 30],
      ["credit slice 30 weight 2", 60],
    ]);
  });

  it("can be asked for by name and by filter", () => {
    expect(planRuns(experiment, { settings: { scheduler: ["credit-slice-30-weight-1"] } }).runs).toHaveLength(1);
    expect(planRuns(experiment, { filter: "scheduler=credit* && scheduler=*weight-2" }).runs).toHaveLength(2);
  });
});
