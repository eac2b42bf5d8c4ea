import { incompleteBeta } from "../distributions/incomplete-beta.ts";
import { checkConfidence, checkValues } from "./sample.ts";

/** What independent values tell of a quantile of their distribution. */
export interface QuantileEstimate {
  /** How many values it is from. */
  readonly n: number;
  /** Which quantile, above 0, below 1: 0.99 is the value that 99 of 100 stay below. */
  readonly probability: number;
  /** The quantile of the values themselves. */
  readonly value: number;
  /** Lower end of the confidence interval, one of the values; `-Infinity` where they are too few to tell. */
  readonly low: number;
  /** Upper end of the confidence interval, one of the values; `Infinity` where they are too few to tell. */
  readonly high: number;
  /** What was asked for. */
  readonly confidence: number;
  /** Probability with which such intervals cover the true quantile, whatever the distribution: at least `confidence`. */
  readonly coverage: number;
  readonly method: "order statistics";
}

/**
 * A quantile with its confidence interval between two of the ordered values. How many of n independent values lie below
 * the true quantile is a binomial count, so the interval holds for every continuous distribution.
 *
 * Model notes: each end is chosen so that it is on the wrong side with at most half of what the confidence leaves. The
 * values must be independent: one for each replication, not the response times of one run (for those take the
 * quantile of each run, such as a probe's histogram tells, as that run's value, and `estimateMean` of them).
 *
 * @param values at least one, all finite; in any order.
 */
export function quantileInterval(values: readonly number[], probability: number, confidence = 0.95): QuantileEstimate {
  checkValues(values);
  checkConfidence(confidence);
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const value = sorted[rankOfQuantile(n, probability) - 1] as number;
  const each = (1 - confidence) / 2;
  // The largest rank that fewer values than it lie below with at most that chance; 0: none.
  const lower = firstRank(n, (rank) => countBelow(n, probability, rank) > each) - 1;
  // The smallest rank that as many values or more lie below with at most that chance; n + 1: none.
  const upper = firstRank(n, (rank) => 1 - countBelow(n, probability, rank) <= each);
  return {
    n,
    probability,
    value,
    low: sorted[lower - 1] ?? -Infinity,
    high: sorted[upper - 1] ?? Infinity,
    confidence,
    coverage: countBelow(n, probability, upper) - countBelow(n, probability, lower),
    method: "order statistics",
  };
}

/** Which of n ordered values, counted from 1, is their quantile: the smallest that at least that share of them doesn't exceed. */
export function rankOfQuantile(n: number, probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}; allowed is above 0, below 1`);
  }
  return Math.max(1, Math.ceil(n * probability - 1e-9)); // 0.29 × 100 is a little more than 29
}

/** The smallest of the ranks 1 to n from which on a condition holds, by bisection; n + 1: none. */
function firstRank(n: number, holds: (rank: number) => boolean): number {
  let [low, high] = [1, n + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Probability that fewer than `rank` of n values lie below the quantile. */
function countBelow(n: number, probability: number, rank: number): number {
  if (rank <= 0) return 0;
  return rank > n ? 1 : 1 - incompleteBeta(probability, rank, n - rank + 1);
}
