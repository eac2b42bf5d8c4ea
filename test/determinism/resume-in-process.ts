/** Takes saved runs, one JSON value a line, from standard input; runs each to its end and prints its fingerprint. */
import { createInterface } from "node:readline";
import type { SavedSimulation } from "@crosstalk/engine";
import { resumeScenario, type Scenario } from "./scenarios.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { scenario, saved } = JSON.parse(line) as { scenario: Scenario; saved: SavedSimulation };
  const { simulation } = resumeScenario(scenario, { seed: saved.seed }, saved);
  simulation.run(scenario.length);
  console.log(simulation.fingerprint);
}
