import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue } from "@crosstalk/cli";
import { begin, ms, type Runtime, Simulation } from "@crosstalk/engine";
import { assembling, type Experiment, planRuns } from "@crosstalk/experiment";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { platformCatalogue } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { levelsOf } from "../determinism/experiment-runs.ts";
import { beginScenario, scenarios } from "../determinism/scenarios.ts";
import { everything } from "../support/programs.ts";
import { compareRuntimes, everyLevelOnce } from "./shipped-runs.ts";

const experiments: readonly (readonly [string, Experiment])[] = await Promise.all(
  catalogue.map(async ({ name, load }) => [name, (await load()).default] as const),
);

/** Ids of the machines that packages make, by the files that do. */
function machinesInSources(): Map<string, string | undefined> {
  const packages = fileURLToPath(new URL("../../packages/", import.meta.url));
  const files = readdirSync(packages, { recursive: true, encoding: "utf8" }).filter(
    (file) => /^[^/]+\/src\/.*\.ts$/.test(file) && !/\.test\.ts$|\/testing\//.test(file),
  );
  const made = files.flatMap((file) => {
    const text = readFileSync(join(packages, file), "utf8");
    return [...text.matchAll(/(?:\}\)|\bshared)\.createMachine\(\{\s*(?:id: "([^"]+)")?/g)].map(([, id]) => [file, id] as const);
  });
  return new Map(made);
}

describe("machines that are shipped", () => {
  it("run compiled, all of them", () => {
    const met = new Set<string>();
    const interpreted = new Set<string>();
    const look = (simulation: Simulation, until: number) => {
      for (const instant of [0, until]) {
        simulation.run(instant);
        for (const path of simulation.paths) met.add(simulation.snapshot(path).machine.id);
      }
      for (const id of simulation.interpreted.keys()) interpreted.add(id);
    };
    for (const scenario of scenarios) look(beginScenario(scenario, { seed: 1 }).simulation, ms(5));
    for (const { platform } of platformCatalogue) {
      const simulation = new Simulation({ seed: 1 });
      const host = buildHost(simulation, "host", dualXeon2003, { processors: 2 });
      platform.boot(simulation, host).tenant("tenant", { processors: 2 }).run(everything(1));
      look(simulation, ms(5));
    }
    for (const [, experiment] of experiments) {
      for (const run of everyLevelOnce(planRuns(experiment, { full: true, replications: 1 })).runs) {
        look(begin(assembling(experiment), levelsOf(experiment, run.levels), { seed: run.seed }).simulation, ms(1));
      }
    }
    expect([...interpreted]).toEqual([]);
    expect([...met].toSorted()).toEqual([...new Set(machinesInSources().values())].toSorted());
  });
});

/** An experiment whose runs go on to a fixed instant, with an earlier one: the long test has them whole. */
function shortened(experiment: Experiment): Experiment {
  if (typeof experiment.until !== "number") return experiment;
  const until = Math.min(experiment.until, ms(800));
  return { ...experiment, until, ...(experiment.warmUp === undefined ? {} : { warmUp: until / 2 }) };
}

describe.each(scenarios)("a shipped scenario: $name", (scenario) => {
  it("gives the same fingerprint compiled and on XState's interpreter", () => {
    const fingerprint = (runtime: Runtime) => {
      const { simulation } = beginScenario(scenario, { seed: 2, runtime });
      simulation.run(scenario.length);
      expect(simulation.interpreted.size).toBe(0);
      return simulation.fingerprint;
    };
    expect(fingerprint("compiled")).toBe(fingerprint("reference"));
  });
});

describe("a shipped experiment", () => {
  it.each(experiments)(
    "gives the same compiled and on XState's interpreter, at every level of its factors: %s",
    async (_, experiment) => {
      const plan = everyLevelOnce(planRuns(experiment, { replications: 1, seed: 2 }));
      const { runs, problems } = await compareRuntimes(shortened(experiment), plan);
      expect(problems).toEqual([]);
      expect(runs).toBeGreaterThan(3);
    },
  );
});
