/** Takes saved runs of experiments, one JSON value a line, from standard input; runs each to its end and prints its result. */
import { createInterface } from "node:readline";
import { resume, type SavedSimulation } from "@crosstalk/engine";
import { assembling, finishRun } from "@crosstalk/experiment";
import { experimentRuns, levelsOf } from "./experiment-runs.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { run, saved } = JSON.parse(line) as { run: string; saved: SavedSimulation };
  const { experiment, levels } = experimentRuns[run] as (typeof experimentRuns)[string];
  const values = levelsOf(experiment, levels);
  const { simulation, world } = resume(assembling(experiment), values, { seed: saved.seed }, saved);
  console.log(JSON.stringify(finishRun(experiment, values, simulation, world)));
}
