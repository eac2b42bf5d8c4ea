import { defineExperiment, planRuns } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { createMachine, spawnChild } from "xstate";
import { compareRuntimes, everyLevelOnce } from "./shipped-runs.ts";

const plain = createMachine({ on: { GO: {} } });
const spawning = createMachine({ id: "spawning", entry: spawnChild(plain) });

/** An experiment whose worlds are made alike but for what one of them does, by its number. */
function changing(what: "delay" | "measure" | "failure" | "interpretation" | "nothing") {
  let worlds = 0;
  return defineExperiment({
    name: what,
    about: "Whether a difference is found",
    factors: { size: [1, 2], colour: ["red", "green", "blue"] },
    world({ simulation }): number {
      worlds += 1;
      if (what === "failure" && worlds === 1) throw new Error("no world");
      simulation.actor("one", what === "interpretation" ? spawning : plain);
      if (what !== "interpretation") simulation.post("one", { type: "GO" }, what === "delay" ? worlds : 1);
      return worlds;
    },
    until: 10,
    replications: 2,
    measures: { number: { unit: "1", of: (number) => (what === "measure" ? number : 1) } },
  });
}

describe("the comparison of runtimes", () => {
  it.each([
    ["delay", /^delay, 1, red: fingerprints are \w+ and \w+$/],
    ["measure", /^measure, 1, red: fingerprints are equal, but not what was measured$/],
    ["failure", /^failure, 1, red: failed compiled: composing the world failed: no world$/],
    ["interpretation", /^interpretation, 1, red: interpreted: spawning$/],
  ] as const)("finds that a run is another: %s", async (what, problem) => {
    const experiment = changing(what);
    const { problems } = await compareRuntimes(experiment, planRuns(experiment, { only: 1 }));
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it("finds nothing where nothing is another", async () => {
    const experiment = changing("nothing");
    expect(await compareRuntimes(experiment, planRuns(experiment))).toEqual({ runs: 12, problems: [] });
  });
});

describe("runs with every level once", () => {
  it("are as many as the longest factor has levels", () => {
    const { runs } = everyLevelOnce(planRuns(changing("nothing")));
    expect(runs.map(({ levels }) => Object.values(levels).join(" "))).toEqual(["1 red", "1 blue", "2 green"]);
  });
});
