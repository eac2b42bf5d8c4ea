import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RandomStreams, type SavedSimulation } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { beginScenario, fingerprintOf, resumeScenario, type Scenario, scenarios } from "./scenarios.ts";

const POINTS = 20;
const SEED = 4;

interface Saves {
  readonly saves: readonly SavedSimulation[];
  /** How many were made between two events of one instant, and while a processor executed a burst. */
  readonly inInstant: number;
  readonly inBurst: number;
}

/** Saves a scenario at random numbers of deliveries on its way. */
function savesOf(scenario: Scenario, deliveries: number): Saves {
  const { simulation, world } = beginScenario(scenario, { seed: SEED });
  const stream = new RandomStreams(SEED).stream(`points of ${scenario.name}`);
  const points = Array.from({ length: POINTS }, () => stream.integer(1, deliveries - 1)).toSorted((a, b) => a - b);
  let inInstant = 0;
  let inBurst = 0;
  const saves = points.map((point) => {
    while (simulation.deliveries < point) simulation.step();
    if (simulation.nextTime === simulation.now) inInstant += 1;
    else if (world.processors.some(({ path }) => simulation.snapshot(path).value === "running")) inBurst += 1;
    return simulation.save();
  });
  return { saves, inInstant, inBurst };
}

/** Fingerprints of runs that a fresh process has taken up and run to the end. */
function inFreshProcess(runs: readonly { scenario: Scenario; saved: SavedSimulation }[]): string[] {
  const script = fileURLToPath(new URL("resume-in-process.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "--conditions", "@crosstalk/source", script],
    { input: runs.map((run) => JSON.stringify(run)).join("\n"), encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  expect(status, stderr).toBe(0);
  return stdout.trim().split("\n");
}

test("every shipped scenario, saved at twenty random points, goes on in a fresh process as if never interrupted", () => {
  const expected: string[] = [];
  const places = { inInstant: 0, inBurst: 0 };
  const runs = scenarios.flatMap((scenario) => {
    const whole = beginScenario(scenario, { seed: SEED }).simulation;
    whole.run(scenario.length);
    const { saves, inInstant, inBurst } = savesOf(scenario, whole.deliveries);
    places.inInstant += inInstant;
    places.inBurst += inBurst;
    return saves.map((saved) => {
      expected.push(`${scenario.name} ${whole.fingerprint}`);
      return { scenario, saved };
    });
  });
  expect(places.inInstant, "saved within an instant").toBeGreaterThan(20);
  expect(places.inBurst, "saved in mid-burst").toBeGreaterThan(5);
  const found = inFreshProcess(runs).map((fingerprint, index) => `${runs[index]?.scenario.name} ${fingerprint}`);
  expect(found).toEqual(expected);
});

describe.each(scenarios)("$name", (scenario) => {
  test("a fork without a change ends as the uninterrupted run, and two forks that differ in a parameter differ", () => {
    const whole = fingerprintOf(scenario, { seed: SEED });
    const run = beginScenario(scenario, { seed: SEED });
    run.simulation.run(scenario.length / 2);
    const forks = [run.fork(), run.fork({ ...scenario, slowness: 1.5 }), run.fork({ ...scenario, slowness: 2 })];
    const ends = [run, ...forks].map(({ simulation }) => {
      simulation.run(scenario.length);
      return simulation.fingerprint;
    });
    expect(ends[0]).toBe(whole);
    expect(ends[1]).toBe(whole);
    expect(new Set(ends).size, "three different ends").toBe(3);
  });

  test("restoring a save makes a run that saves alike", () => {
    const { simulation } = beginScenario(scenario, { seed: SEED });
    simulation.run(scenario.length / 3);
    const saved = simulation.save();
    const restored = resumeScenario(scenario, { seed: SEED }, JSON.parse(JSON.stringify(saved)));
    expect(restored.simulation.save()).toEqual(saved);
  });
});
