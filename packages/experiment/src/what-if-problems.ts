import { begin } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { allLevels } from "./factor.ts";
import { assembling } from "./run-one.ts";
import { lostInFork } from "./what-if.ts";

/**
 * What levels of an experiment's what-if factors change that runs keep which have warmed up, in words: told before anything
 * runs. Worlds are composed for each of these levels beside the first ones of all other factors.
 */
export function whatIfProblems(experiment: Experiment): readonly string[] {
  const { factors, whatIf } = experiment;
  const all = Object.entries(factors).map(([name, factor]) => [name, allLevels(factor).map(({ value }) => value)] as const);
  const first = Object.fromEntries(all.map(([name, [value]]) => [name, value]));
  const start = (levels: Readonly<Record<string, unknown>>) => begin(assembling(experiment), levels, { seed: 1 });
  const problems = all.flatMap(([name, [, ...others]]) => {
    if (!whatIf.includes(name)) return [];
    return others.flatMap((value) => lostInFork(experiment, first, { ...first, [name]: value }, start) ?? []);
  });
  return [...new Set(problems)];
}
