/** Takes saved menageries, one a line, from standard input; runs each to its end and prints what it has become. */
import { readFileSync } from "node:fs";
import { resume, type SavedSimulation } from "@crosstalk/engine";
import { assemble, LENGTH, PARAMETERS } from "./menagerie.ts";

for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const saved = JSON.parse(line) as SavedSimulation;
  const { simulation } = resume(assemble, PARAMETERS, { seed: saved.seed }, saved);
  simulation.run(LENGTH);
  console.log(`${simulation.fingerprint} ${JSON.stringify(simulation.save())}`);
}
