import assert from "node:assert/strict";
import { test } from "node:test";
import { runExperiment } from "@crosstalk/experiment";
import experiment from "./experiment.ts";

test("equal shares: beside one hog, a program takes about twice as long", () => {
  const { runs, failures } = runExperiment(experiment, { settings: { hogs: ["1"] }, replications: 1 });
  assert.deepEqual(failures, []);
  for (const { levels, values } of runs) {
    assert.ok(Math.abs((values.slowdown ?? 0) - 2) < 0.2, `${levels.platform}: the slowdown is ${values.slowdown}`);
  }
});
