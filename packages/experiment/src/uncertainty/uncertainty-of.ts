import {
  type ConstantSample,
  type Influence,
  rankConstants,
  significantTogether,
  splitUncertainty,
  type UncertaintySplit,
} from "@crosstalk/metrics";
import { allLevels } from "../factor.ts";
import type { Results } from "../results.ts";
import { type ConstantTables, sampleOf } from "./plausible-constants.ts";
import { constantsReadBy } from "./read-constants.ts";

/** How sure a measure is at one combination of the other factors' levels. */
export interface Uncertainty {
  /** Levels of the factors beside that of the constants. */
  readonly levels: Readonly<Record<string, string>>;
  /** What replications leave open, and what not knowing the constants does. */
  readonly split: UncertaintySplit;
  /** The constants, the one that moves the measure most first. */
  readonly influences: readonly Influence[];
}

/**
 * Tells what of a measure's uncertainty is due to chance and what to constants, and which constants matter, at each
 * combination of the other factors' levels. Constants are significant with all combinations taken together. Only those are
 * ranked that some run has read, as far as runs tell.
 *
 * Only seeds count under which every sample gave a number. Combinations with less than two such seeds, or less than four
 * samples, are left out.
 *
 * @param factorName the factor that is a `plausibleConstants`, or that of samples by name.
 * @param measure measured or derived.
 */
export function uncertaintyOf(results: Results, factorName: string, measure: string): readonly Uncertainty[] {
  const { experiment, runs } = results;
  const constants = experiment.factors[factorName];
  if (constants === undefined)
    throw new RangeError(`the factor is ${factorName}; allowed are ${Object.keys(experiment.factors).join(", ")}`);
  const known = Object.keys({ ...experiment.measures, ...experiment.derived });
  if (!known.includes(measure)) throw new RangeError(`the measure is ${measure}; allowed are ${known.join(", ")}`);

  const samples = new Map(
    allLevels(constants).map(({ name, value }) => [name, sampleOf(value as ConstantTables | ConstantSample)]),
  );
  const read = constantsReadBy(runs, Object.keys([...samples.values()][0] ?? {}));
  const sampleNamed = (name: string) =>
    Object.fromEntries(read.map((constant) => [constant, samples.get(name)?.[constant] ?? 0]));
  const points = new Map<string, Point>();
  for (const { levels, seed, values } of runs) {
    const { [factorName]: sample = "", ...others } = levels;
    const key = JSON.stringify(others);
    const point: Point = points.get(key) ?? { levels: others, bySample: new Map() };
    points.set(key, point);
    const bySeed = point.bySample.get(sample) ?? new Map<number, number>();
    point.bySample.set(sample, bySeed);
    if (values[measure] !== undefined) bySeed.set(seed, values[measure]);
  }
  return takenTogether([...points.values()].flatMap((point) => uncertaintyAt(point, sampleNamed)));
}

/** Uncertainties with constants that are significant with all of them taken together. */
export function takenTogether(uncertainties: readonly Uncertainty[]): readonly Uncertainty[] {
  const together = significantTogether(uncertainties.map(({ influences }) => influences));
  return uncertainties.map((uncertainty, index) => ({ ...uncertainty, influences: together[index] ?? [] }));
}

interface Point {
  readonly levels: Readonly<Record<string, string>>;
  /** Values by sample, then by seed. */
  readonly bySample: Map<string, Map<number, number>>;
}

function uncertaintyAt({ levels, bySample }: Point, sampleNamed: (name: string) => ConstantSample): Uncertainty[] {
  const all = [...bySample.values()];
  const seeds = [...(all[0]?.keys() ?? [])].filter((seed) => all.every((bySeed) => bySeed.has(seed)));
  if (all.length < 4 || seeds.length < 2) return [];
  const split = splitUncertainty(all.map((bySeed) => seeds.map((seed) => bySeed.get(seed) as number)));
  const means = all.map((bySeed) => seeds.reduce((sum, seed) => sum + (bySeed.get(seed) as number), 0) / seeds.length);
  return [{ levels, split, influences: rankConstants([...bySample.keys()].map(sampleNamed), means) }];
}
