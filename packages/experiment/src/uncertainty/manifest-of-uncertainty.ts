import type { Experiment } from "../experiment.ts";
import { allLevels } from "../factor.ts";
import type { Plan } from "../plan.ts";
import { type ResolvedWorlds, resolvedWorlds } from "../report/resolved-worlds.ts";
import type { Results } from "../results.ts";
import { CONSTANTS } from "./sampled-constants.ts";
import { uncertainties } from "./uncertainty-text.ts";

/** Influences that a manifest has of each measure at each combination of levels. */
const MOST_INFLUENCES = 10;

/**
 * What `run.json` has of an experiment `withUncertainty`: the constants with their ranges and sources, their values in each
 * sample, and of each measure what constants and chance do and which constants move it most.
 */
export function manifestOfUncertainty(results: Results): Record<string, unknown> {
  const { experiment } = results;
  const factor = experiment.factors[CONSTANTS];
  const samples = factor === undefined ? [] : allLevels(factor).map(({ name, value }) => [name, value]);
  const told = Object.entries(uncertainties(results)).map(([metric, found]) => [
    metric,
    found.map(({ levels, split, influences }) => ({ levels, split, influences: influences.slice(0, MOST_INFLUENCES) })),
  ]);
  return {
    constants: experiment.sampled?.constants,
    samples: Object.fromEntries(samples),
    measures: Object.fromEntries(told),
  };
}

/** The worlds of an experiment `withUncertainty`, with the constants' own values, for each combination of the other levels once. */
export function nominalWorlds({ sampled, factors }: Experiment, plan: Plan): ResolvedWorlds {
  const [first] = factors[CONSTANTS]?.levels ?? [];
  if (sampled === undefined) return { components: {}, worlds: [] };
  const others = Object.keys(sampled.nominal.factors);
  const runs = plan.runs
    .filter(({ levels }) => levels[CONSTANTS] === first?.name)
    .map((run) => ({ ...run, levels: Object.fromEntries(others.map((name) => [name, run.levels[name] ?? ""])) }));
  return resolvedWorlds(sampled.nominal, { ...plan, runs });
}
