import { seconds } from "@crosstalk/engine";
import type { KernelContext } from "@crosstalk/guest-os";
import { describe, expect, test } from "vitest";
import { Conservation } from "../support/conservation.ts";
import { beginScenario, scenarios } from "./scenarios.ts";

const PERMUTATIONS = [1, 2, 3, 4, 5];

/** Programs of all kernels, and how many of them have ended. */
function programs(run: ReturnType<typeof beginScenario>): { readonly all: number; readonly ended: number } {
  const { simulation } = run;
  const kernels = simulation.paths
    .map((path) => simulation.snapshot(path).context as Partial<KernelContext>)
    .filter((context): context is KernelContext => context.endings !== undefined);
  const all = kernels.flatMap(({ tenants }) => tenants.flatMap((tenant) => tenant.programs)).length;
  return { all, ended: kernels.reduce((sum, { endings }) => sum + endings.length, 0) };
}

describe.each(scenarios)("$name", (scenario) => {
  test("whichever way simultaneous events are ordered, every program ends and no time is lost", () => {
    const fingerprints = PERMUTATIONS.map((permuteTies) => {
      const run = beginScenario({ ...scenario, rounds: 1 }, { seed: 9, permuteTies });
      const conservation = new Conservation(run.simulation, run.world);
      run.simulation.run(seconds(0.02));
      expect(conservation.problems(), `permutation ${permuteTies}`).toEqual([]);
      const isOver = () => {
        const { all, ended } = programs(run);
        return ended === all;
      };
      for (let until = 0.1; until < 10 && !isOver(); until += 0.1) run.simulation.run(seconds(until));
      expect(isOver(), `permutation ${permuteTies}`).toBe(true);
      expect(conservation.problems(), `permutation ${permuteTies}`).toEqual([]);
      return run.simulation.fingerprint;
    });
    expect(new Set(fingerprints).size, "the permutations do permute something").toBeGreaterThan(1);
  });
});
