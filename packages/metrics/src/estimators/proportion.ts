import { normalQuantile } from "../distributions/normal.ts";
import { checkConfidence, checkCount } from "./sample.ts";

/** What independent trials tell of the probability that something happens. */
export interface ProportionEstimate {
  /** How many trials it is from. */
  readonly n: number;
  /** The share of trials in which it happened, 0 to 1. */
  readonly proportion: number;
  /** Lower end of the confidence interval, at least 0. */
  readonly low: number;
  /** Upper end of the confidence interval, at most 1. */
  readonly high: number;
  readonly confidence: number;
  readonly method: "Wilson's score";
}

/**
 * The probability of an event with its confidence interval, by Wilson's score (Journal of the American Statistical
 * Association 22, 1927): right for few trials and near 0 and 1 too, where mean and Student's t would leave the range.
 *
 * @param happened in how many of the trials.
 * @param n independent trials, at least 1.
 */
export function estimateProportion(happened: number, n: number, confidence = 0.95): ProportionEstimate {
  checkCount("the number of trials", n, 1);
  checkConfidence(confidence);
  if (!(Number.isSafeInteger(happened) && happened >= 0 && happened <= n)) {
    throw new RangeError(`it happened ${happened} times; allowed is a whole number of 0 to ${n}`);
  }
  const z = normalQuantile((1 + confidence) / 2);
  const proportion = happened / n;
  const scale = 1 + (z * z) / n;
  const centre = (proportion + (z * z) / (2 * n)) / scale;
  const halfWidth = (z / scale) * Math.sqrt((proportion * (1 - proportion)) / n + (z * z) / (4 * n * n));
  const low = happened === 0 ? 0 : centre - halfWidth;
  const high = happened === n ? 1 : centre + halfWidth;
  return { n, proportion, low, high, confidence, method: "Wilson's score" };
}
