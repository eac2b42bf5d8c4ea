import { normalUpperTail } from "../distributions/normal.ts";

/** Most values of which chances are exact; with more, the normal distribution gives them, which is wider far out, too. */
const MOST_EXACT = 60;

/** Distributions that are kept at the same time: most columns of a campaign have the same ties. */
const MOST_KEPT = 500;

const kept = new Map<string, readonly number[]>();

/**
 * Probability that chance alone puts values into so much the same order as others, or so much the opposite one, where every
 * order of one of the two is equally probable, as in a Latin hypercube: by Kendall's statistic, the number of pairs in the
 * same order less that of pairs in opposite order (Kendall, Biometrika 30, 1938). Two-sided.
 *
 * Exact up to 60 values, however few, also with ties: if there are some among one of the two, the distribution is that of
 * Jonckheere and Terpstra, a sum of independent statistics of Mann and Whitney. If both have ties, those of the second are
 * broken by place, which the first knows nothing of. Above, by the normal distribution with the variance that the ties leave.
 *
 * @param x values whose order is drawn at random; as many as of `y`.
 */
export function chanceOfOrder(x: readonly number[], y: readonly number[]): number {
  const [ofX, ofY] = [tiesOf(x), tiesOf(y)];
  if (ofX.length <= 1 || ofY.length <= 1) return 1; // nothing varies
  const tied = ofX.length < x.length;
  const ties = tied ? ofX : ofY;
  let [same, opposite] = [0, 0];
  for (let one = 0; one < x.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const ofPair = Math.sign((x[one] as number) - (x[other] as number));
      const given = Math.sign((y[one] as number) - (y[other] as number));
      const agreement = ofPair * (tied && given === 0 ? 1 : given);
      if (agreement > 0) same += 1;
      else if (agreement < 0) opposite += 1;
    }
  }
  const fewer = Math.min(same, opposite);
  return x.length > MOST_EXACT ? normalChance(x.length, ties, Math.abs(same - opposite)) : exactChance(ties, fewer);
}

/** The least chance that so many values without ties can have, all in the same order or all in the opposite one. */
export function leastChanceOfOrder(values: number): number {
  let orders = 1;
  for (let rank = 2; rank <= values; rank += 1) orders *= rank;
  return Math.min(1, 2 / orders);
}

/** How often each value is there, by size of the value. */
function tiesOf(values: readonly number[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const value of values.toSorted((a, b) => a - b)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

function exactChance(ties: readonly number[], fewer: number): number {
  const key = ties.join();
  const known = kept.get(key) ?? oppositePairs(ties);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, known);
  return Math.min(1, 2 * known.slice(0, fewer + 1).reduce((sum, each) => sum + each, 0));
}

/** Probabilities of 0, 1, 2, … pairs in opposite order: each group of equal values against all that are larger. */
function oppositePairs(ties: readonly number[]): readonly number[] {
  let larger = ties.reduce((sum, each) => sum + each, 0);
  let found: readonly number[] = [1];
  for (const group of ties) {
    larger -= group;
    found = sumOf(found, mannWhitney(group, larger));
  }
  return found;
}

/** Distribution of the pairs in opposite order among two groups, by which of them the largest value of all is in. */
function mannWhitney(group: number, others: number): readonly number[] {
  let rows: (readonly number[])[] = Array.from({ length: others + 1 }, () => [1]);
  for (let size = 1; size <= group; size += 1) {
    const next: (readonly number[])[] = [[1]];
    for (let rest = 1; rest <= others; rest += 1) {
      const [inGroup, inOthers] = [rows[rest] as readonly number[], next[rest - 1] as readonly number[]];
      const share = size / (size + rest);
      next.push(
        Array.from(
          { length: size * rest + 1 },
          (_, pairs) => share * (inGroup[pairs - rest] ?? 0) + (1 - share) * (inOthers[pairs] ?? 0),
        ),
      );
    }
    rows = next;
  }
  return rows[others] as readonly number[];
}

/** Distribution of the sum of two independent whole numbers. */
function sumOf(one: readonly number[], other: readonly number[]): readonly number[] {
  const sums = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((p, a) => {
    other.forEach((q, b) => {
      sums[a + b] = (sums[a + b] as number) + p * q;
    });
  });
  return sums;
}

function normalChance(count: number, ties: readonly number[], difference: number): number {
  const squares = (size: number): number => size * (size - 1) * (2 * size + 5);
  const variance = (squares(count) - ties.reduce((sum, size) => sum + squares(size), 0)) / 18;
  return Math.min(1, 2 * normalUpperTail(Math.max(0, difference - 1) / Math.sqrt(variance)));
}
