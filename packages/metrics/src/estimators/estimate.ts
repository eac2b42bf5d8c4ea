import { studentQuantile } from "../distributions/student-quantile.ts";
import { checkConfidence, checkValues, meanOf, standardDeviationOf } from "./sample.ts";

/** How the values of an estimate came to be independent. */
export type EstimationMethod = "independent replications" | "paired replications" | "batch means";

/** What several values tell of a mean. A mean never goes without how many values it is from and its interval. */
export interface Estimate {
  /** How many replications, pairs or batches it is from. */
  readonly n: number;
  readonly mean: number;
  /** Of the values, with n - 1 in the denominator; 0 for a single one. */
  readonly standardDeviation: number;
  /** Half the width of the confidence interval around the mean; `Infinity` for a single value. */
  readonly halfWidth: number;
  /** Lower end of the confidence interval. */
  readonly low: number;
  /** Upper end of the confidence interval. */
  readonly high: number;
  /** Probability with which such intervals cover the true mean: 0.95 unless told. */
  readonly confidence: number;
  readonly method: EstimationMethod;
}

/**
 * Mean and confidence interval from independent values, by Student's t.
 *
 * Model notes: exact if the values are normal; good from ten on if they are not far from it. They must be independent,
 * so one for each replication and never several of one run ({@link batchMeans} makes values of one run nearly so).
 *
 * @param values one for each replication; at least one, all finite.
 * @param confidence above 0, below 1.
 */
export function estimateMean(
  values: readonly number[],
  confidence = 0.95,
  method: EstimationMethod = "independent replications",
): Estimate {
  const n = values.length;
  checkValues(values);
  checkConfidence(confidence);
  const mean = meanOf(values);
  const standardDeviation = standardDeviationOf(values, mean);
  const halfWidth = n === 1 ? Infinity : (studentQuantile((1 + confidence) / 2, n - 1) * standardDeviation) / Math.sqrt(n);
  return { n, mean, standardDeviation, halfWidth, low: mean - halfWidth, high: mean + halfWidth, confidence, method };
}

/** Whether a value lies in the confidence interval, ends included. */
export function covers(estimate: Pick<Estimate, "low" | "high">, value: number): boolean {
  return estimate.low <= value && value <= estimate.high;
}

/** Half the width of the interval as a share of the mean's size; 0 where both are 0, `Infinity` where only the mean is. */
export function relativeHalfWidth({ mean, halfWidth }: Pick<Estimate, "mean" | "halfWidth">): number {
  return halfWidth === 0 ? 0 : halfWidth / Math.abs(mean);
}
