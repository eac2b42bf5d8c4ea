import type { ConstantSample } from "@crosstalk/metrics";
import { allLevels } from "../factor.ts";
import type { Results } from "../results.ts";
import { CONSTANTS } from "./sampled-constants.ts";
import { leastSamples, readOf, uncertainties } from "./uncertainty-text.ts";

/** Influences that a manifest has of each measure at each combination of levels. */
const MOST_INFLUENCES = 10;

/**
 * What `run.json` has of an experiment `withUncertainty`: the constants that the runs read, with their ranges, sources and
 * values in each sample; how many no run read; those that are held fixed, and why; how many samples it takes to name a
 * constant; and of each measure what constants and chance do and which constants move it most.
 */
export function manifestOfUncertainty(results: Results): Record<string, unknown> {
  const { experiment } = results;
  const factor = experiment.factors[CONSTANTS];
  const read = readOf(results);
  const only = <Value>(all: Readonly<Record<string, Value>>) =>
    Object.fromEntries(read.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const])));
  const samples =
    factor === undefined ? [] : allLevels(factor).map(({ name, value }) => [name, only(value as ConstantSample)] as const);
  const found = uncertainties(results);
  const told = Object.entries(found).map(([metric, rows]) => [
    metric,
    rows.map(({ levels, split, influences }) => ({ levels, split, influences: influences.slice(0, MOST_INFLUENCES) })),
  ]);
  return {
    constants: only(experiment.sampled?.constants ?? {}),
    unread: Object.keys(experiment.sampled?.constants ?? {}).length - read.length,
    held: experiment.sampled?.held,
    leastSamples: leastSamples(found),
    samples: Object.fromEntries(samples),
    measures: Object.fromEntries(told),
  };
}
