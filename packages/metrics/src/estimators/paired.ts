import { type Estimate, estimateMean } from "./estimate.ts";

/**
 * Mean difference of two configurations that ran under the same seeds, `first - second` seed by seed. What the seeds
 * have in common cancels, so the interval is narrower than that of two independent means.
 *
 * @param first one value for each seed.
 * @param second the other configuration's, in the same order of seeds.
 */
export function pairedDifference(first: readonly number[], second: readonly number[], confidence = 0.95): Estimate {
  return paired(first, second, (a, b) => a - b, confidence);
}

/**
 * Mean ratio of two configurations that ran under the same seeds, `first / second` seed by seed. For a ratio that is to
 * be the same thing read either way, take {@link pairedLogRatio}.
 *
 * @param second the other configuration's, in the same order of seeds; none 0.
 */
export function pairedRatio(first: readonly number[], second: readonly number[], confidence = 0.95): Estimate {
  return paired(first, second, (a, b) => a / b, confidence);
}

/** How many times larger one configuration's values are than another's. */
export interface RatioEstimate {
  /** Geometric mean of the ratios. */
  readonly ratio: number;
  /** Lower end of the confidence interval of the ratio. */
  readonly low: number;
  /** Upper end of the confidence interval of the ratio. */
  readonly high: number;
  /** The mean of the ratios' natural logarithms, with its interval, from which the rest is made. */
  readonly logarithm: Estimate;
}

/**
 * Ratio of two configurations that ran under the same seeds, by the mean of its logarithm. The ratio of the second to
 * the first is exactly one over it, ends of the interval included, and a doubling weighs as much as a halving.
 *
 * @param first one value above 0 for each seed.
 * @param second the other configuration's, above 0, in the same order of seeds.
 */
export function pairedLogRatio(first: readonly number[], second: readonly number[], confidence = 0.95): RatioEstimate {
  const bad = [...first, ...second].find((value) => !(value > 0));
  if (bad !== undefined) throw new RangeError(`a value is ${bad}; allowed are numbers above 0`);
  const logarithm = paired(first, second, (a, b) => Math.log(a) - Math.log(b), confidence);
  return { ratio: Math.exp(logarithm.mean), low: Math.exp(logarithm.low), high: Math.exp(logarithm.high), logarithm };
}

function paired(
  first: readonly number[],
  second: readonly number[],
  combine: (a: number, b: number) => number,
  confidence: number,
): Estimate {
  if (first.length !== second.length) {
    throw new RangeError(`${first.length} values are paired with ${second.length}; allowed are equally many, one for each seed`);
  }
  const values = first.map((value, index) => combine(value, second[index] as number));
  return estimateMean(values, confidence, "paired replications");
}
