import { checkCount, checkValues, meanOf, squaredDeviations } from "../estimators/sample.ts";
import { chanceOfOrder, leastChanceOfOrder } from "./chance-of-order.ts";
import type { ConstantSample } from "./latin-hypercube.ts";

/** How much a constant moves a result. */
export interface Influence {
  readonly name: string;
  /** Spearman's rank correlation of the constant with the result, -1 to 1; above 0: the result grows with the constant. */
  readonly correlation: number;
  /** Its square: about the constant's part of the result's variance over samples. */
  readonly share: number;
  /** By how much the result changes from the constant's lowest sampled value to its highest, by the least-squares line. */
  readonly swing: number;
  /** Probability of so much agreement of orders, or more, for a constant that moves nothing: exact, by Kendall's statistic. */
  readonly chance: number;
  /** Whether chance is no explanation, with all constants together wrongly believed in at most 5 of 100 results (Holm). */
  readonly significant: boolean;
}

/** An influence of which it is open whether chance explains it. */
type Ranked = Omit<Influence, "significant">;

const WRONGLY = 0.05;

/**
 * Ranks the constants of a model by how much each moves a result, the strongest first.
 *
 * By Spearman's rank correlation, each constant by itself: in a Latin hypercube constants are nearly uncorrelated, so it
 * tells about the same as a rank regression on all of them, and does so where constants outnumber samples, as cost tables
 * do, when no regression can. Ranks stand any monotone effect, bent or not; one that rises and falls again escapes.
 * Whether chance explains it is told by Kendall's statistic of the same two orders, for its distribution is known exactly
 * with few samples, too ({@link chanceOfOrder}); the design itself makes all orders of a constant equally probable.
 * {@link leastSamplesToName} tells how many samples it takes to name any.
 *
 * @param samples of the constants, at least four.
 * @param results one for each sample: the mean over seeds.
 */
export function rankConstants(samples: readonly ConstantSample[], results: readonly number[]): readonly Influence[] {
  checkCount("the number of samples", samples.length, 4);
  if (results.length !== samples.length) {
    throw new RangeError(`there are ${results.length} results of ${samples.length} samples; allowed is one for each`);
  }
  checkValues(results);
  const ranked = ranks(results);
  const influences = Object.keys(samples[0] as ConstantSample).map((name) => {
    const values = samples.map(({ [name]: value }) => value as number);
    const correlation = correlationOf(ranks(values), ranked);
    const range = Math.max(...values) - Math.min(...values);
    return {
      name,
      correlation,
      share: correlation * correlation,
      swing: slopeOf(values, results) * range,
      chance: chanceOfOrder(values, results),
    };
  });
  const ordered = influences.toSorted((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));
  return significantTogether([ordered])[0] ?? [];
}

/**
 * Tells of constants that were ranked for several results which of them are significant with all results taken together: of
 * a hundred such sets of results, at most five have any constant that is wrongly believed in, however the results depend
 * on each other (Holm, Scandinavian Journal of Statistics 6, 1979).
 *
 * @param rankings what {@link rankConstants} gave for each result.
 */
export function significantTogether(rankings: readonly (readonly Ranked[])[]): readonly (readonly Influence[])[] {
  const all = rankings.flat().toSorted((a, b) => a.chance - b.chance);
  const firstByChance = all.findIndex(({ chance }, index) => chance > WRONGLY / (all.length - index));
  const believed = new Set(firstByChance === -1 ? all : all.slice(0, firstByChance));
  return rankings.map((ranking) => ranking.map((ranked) => ({ ...ranked, significant: believed.has(ranked) })));
}

/**
 * The fewest samples with which a constant can be significant among so many: with less, not even perfect agreement is.
 *
 * @param influences how many constants are ranked, over all results that are taken together.
 */
export function leastSamplesToName(influences: number): number {
  let samples = 4;
  while (leastChanceOfOrder(samples) * influences > WRONGLY) samples += 1;
  return samples;
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && values[order[end + 1] as number] === values[order[start] as number]) end += 1;
    for (let place = start; place <= end; place += 1) found[order[place] as number] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return found;
}

function products(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  return x.reduce((sum, value, index) => sum + (value - meanX) * ((y[index] as number) - meanY), 0);
}

function correlationOf(x: readonly number[], y: readonly number[]): number {
  const scale = Math.sqrt(squaredDeviations(x, meanOf(x)) * squaredDeviations(y, meanOf(y)));
  return scale === 0 ? 0 : Math.max(-1, Math.min(1, products(x, y) / scale));
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const squares = squaredDeviations(x, meanOf(x));
  return squares === 0 ? 0 : products(x, y) / squares;
}
