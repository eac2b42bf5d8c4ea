import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { begin, RandomStreams, type SavedSimulation } from "@crosstalk/engine";
import { assembling, finishRun } from "@crosstalk/experiment";
import { describe, expect, test } from "vitest";
import { experimentRuns, levelsOf } from "./experiment-runs.ts";

const POINTS = 20;
const SEED = 5;

/** Results of saved runs that a fresh process has taken up, run to the end and measured. */
function inFreshProcess(saves: readonly { run: string; saved: SavedSimulation }[]): unknown[] {
  const script = fileURLToPath(new URL("finish-in-process.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions", "@crosstalk/source", script],
    { input: saves.map((save) => JSON.stringify(save)).join("\n"), encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  expect(status, stderr).toBe(0);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe.each(Object.entries(experimentRuns))("a run of the shipped experiment: %s", (name, { experiment, levels }) => {
  const values = levelsOf(experiment, levels);
  const whole = begin(assembling(experiment), values, { seed: SEED });
  const expected = finishRun(experiment, values, whole.simulation, whole.world);

  test("saved at twenty random points, is measured in a fresh process as if never interrupted", () => {
    const { simulation } = begin(assembling(experiment), values, { seed: SEED });
    const stream = new RandomStreams(SEED).stream(`points of ${name}`);
    const points = Array.from({ length: POINTS }, () => stream.integer(1, expected.deliveries - 1)).toSorted((a, b) => a - b);
    const saves = points.map((point) => {
      while (simulation.deliveries < point) simulation.step();
      return { run: name, saved: simulation.save() };
    });
    for (const result of inFreshProcess(saves)) expect(result).toEqual(expected);
  });

  test("forked half-way without a change, is measured as the uninterrupted run", () => {
    const run = begin(assembling(experiment), values, { seed: SEED });
    run.simulation.run(expected.end / 2);
    const fork = run.fork();
    expect(finishRun(experiment, values, fork.simulation, fork.world)).toEqual(expected);
    expect(finishRun(experiment, values, run.simulation, run.world)).toEqual(expected);
  });
});
