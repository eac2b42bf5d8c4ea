import { studentQuantile } from "./student-quantile.ts";

/** What independent replications tell of a mean. */
export interface Estimate {
  /** How many replications it is from. */
  readonly n: number;
  readonly mean: number;
  /** Of the replications, with n - 1 in the denominator; 0 for a single one. */
  readonly standardDeviation: number;
  /** Half the width of the confidence interval around the mean; `Infinity` for a single replication. */
  readonly halfWidth: number;
  /** Lower end of the confidence interval. */
  readonly low: number;
  /** Upper end of the confidence interval. */
  readonly high: number;
  /** Probability with which such intervals cover the true mean: 0.95 unless told. */
  readonly confidence: number;
}

/**
 * Mean and confidence interval from independent replications, by Student's t.
 *
 * Model notes: exact if replications are normal; good from ten replications on if they are not far from it. The values
 * must be independent, so one for each replication and never several of one run.
 *
 * @param values one for each replication; at least one, all finite.
 * @param confidence above 0, below 1.
 */
export function estimateMean(values: readonly number[], confidence = 0.95): Estimate {
  const n = values.length;
  if (n === 0) throw new RangeError("no values; allowed is at least one");
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`a value is ${bad}; allowed are finite numbers`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence is ${confidence}; allowed is above 0, below 1`);
  const mean = meanOf(values);
  if (n === 1) return { n, mean, standardDeviation: 0, halfWidth: Infinity, low: -Infinity, high: Infinity, confidence };
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  const standardDeviation = Math.sqrt(squares / (n - 1));
  const halfWidth = (studentQuantile((1 + confidence) / 2, n - 1) * standardDeviation) / Math.sqrt(n);
  return { n, mean, standardDeviation, halfWidth, low: mean - halfWidth, high: mean + halfWidth, confidence };
}

/** Whether a value lies in the confidence interval, ends included. */
export function covers(estimate: Estimate, value: number): boolean {
  return estimate.low <= value && value <= estimate.high;
}

/** The mean as offset from the first value, so that equal values have exactly their value as mean. */
function meanOf(values: readonly number[]): number {
  const first = values[0] as number;
  let offset = 0;
  for (const value of values) offset += value - first;
  return first + offset / values.length;
}
