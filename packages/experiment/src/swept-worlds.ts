import { Simulation } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { allLevels } from "./factor.ts";
import { type LevelReference, resolveLevels } from "./level-reference.ts";
import { type Plan, referencesOf } from "./plan.ts";
import { assembling } from "./run-one.ts";
import type { UsageProblem } from "./usage-error.ts";

/**
 * What models say of numbers that a factor is swept over and that are none of its levels, before anything runs: more memory
 * than the host has, more hogs than a kernel has room for. Each such number is tried in the first world that has it.
 *
 * Simplified: a world that can't be composed of the factor's own level either is left to its runs, which fail and say why.
 */
export function sweptWorldProblems(experiment: Experiment, plan: Plan): UsageProblem[] {
  return Object.entries(plan.selection).flatMap(([name, references]) => {
    const factor = experiment.factors[name];
    const own = factor === undefined ? [] : allLevels(factor).map((level) => level.name);
    return references.flatMap(({ name: value, json }): UsageProblem[] => {
      const run = plan.runs.find(({ levels }) => levels[name] === value);
      if (typeof json !== "number" || own.includes(value) || run === undefined) return [];
      const levels = referencesOf(plan, run);
      const error = errorOf(experiment, levels);
      const [usual] = own;
      const unlike = usual !== undefined && errorOf(experiment, { ...levels, [name]: { name: usual } }) === undefined;
      return error === undefined || !unlike ? [] : [{ field: name, value, reason: `no world can be composed: ${error.message}` }];
    });
  });
}

/** Why the world of some levels can't be composed, if so. */
function errorOf(experiment: Experiment, levels: Readonly<Record<string, LevelReference>>): Error | undefined {
  try {
    assembling(experiment)(new Simulation({ seed: 1 }), resolveLevels(experiment, levels));
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
