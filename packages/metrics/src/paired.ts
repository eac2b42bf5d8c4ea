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
 * Mean ratio of two configurations that ran under the same seeds, `first / second` seed by seed.
 *
 * @param second the other configuration's, in the same order of seeds; none 0.
 */
export function pairedRatio(first: readonly number[], second: readonly number[], confidence = 0.95): Estimate {
  return paired(first, second, (a, b) => a / b, confidence);
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
  return estimateMean(
    first.map((value, index) => combine(value, second[index] as number)),
    confidence,
  );
}
