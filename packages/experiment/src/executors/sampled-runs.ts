import type { ConstantSample } from "@crosstalk/metrics";
import type { Experiment } from "../experiment.ts";
import { allLevels } from "../factor.ts";
import type { PlannedRun } from "../plan.ts";
import { CONSTANTS } from "../uncertainty/sampled-constants.ts";

/** The values of constants under which a run of an experiment `withUncertainty` is made; undefined for any other's. */
export function sampleFinder(experiment: Experiment): (run: PlannedRun) => ConstantSample | undefined {
  const factor = experiment.sampled === undefined ? undefined : experiment.factors[CONSTANTS];
  const samples = new Map((factor === undefined ? [] : allLevels(factor)).map(({ name, value }) => [name, value]));
  return ({ levels }) => samples.get(levels[CONSTANTS] ?? "") as ConstantSample | undefined;
}

/** Runs by the sample of constants that they are made under, each in the plan's order; all together where none are sampled. */
export function runsBySample(runs: readonly PlannedRun[]): readonly (readonly PlannedRun[])[] {
  const groups = new Map<string, PlannedRun[]>();
  for (const run of runs) {
    const name = run.levels[CONSTANTS] ?? "";
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}
