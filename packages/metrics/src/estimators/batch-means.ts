import { type Estimate, estimateMean } from "./estimate.ts";
import { checkCount, checkValues, meanOf, squaredDeviations } from "./sample.ts";

/** An estimate from one long run, with how far its batches are from independent. */
export interface BatchEstimate extends Estimate {
  /** Values in each batch. */
  readonly batchSize: number;
  /**
   * Correlation of each batch mean with the next. Well above 0 (for 20 batches, above 0.4) the batches are too short
   * and the interval is too narrow: run longer.
   */
  readonly correlation: number;
}

/**
 * Mean of one long run with its confidence interval, by non-overlapping batch means: the run is cut into equally long
 * batches, whose means are nearly independent if a batch is long against the memory of the system.
 *
 * Model notes: 20 batches unless told; between 10 and 30 is best, since more shorten the interval little and are less
 * independent (Schmeiser, Operations Research 30, 1982). Values that don't fill a batch are left out at the beginning,
 * where the run is farthest from its steady state.
 *
 * @param values of one run in order, its warm-up taken off; at least two for each batch.
 * @param batches at least 2.
 */
export function batchMeans(values: readonly number[], batches = 20, confidence = 0.95): BatchEstimate {
  checkValues(values);
  checkCount("the number of batches", batches, 2);
  const batchSize = Math.floor(values.length / batches);
  if (batchSize < 2) {
    throw new RangeError(`there are ${values.length} values for ${batches} batches; allowed is at least ${2 * batches}`);
  }
  const start = values.length - batches * batchSize;
  const means = Array.from({ length: batches }, (_, batch) => {
    const from = start + batch * batchSize;
    return meanOf(values.slice(from, from + batchSize));
  });
  return estimateFromBatches(means, batchSize, confidence);
}

/** The estimate from batch means that are at hand already. */
export function estimateFromBatches(means: readonly number[], batchSize: number, confidence = 0.95): BatchEstimate {
  const estimate = estimateMean(means, confidence, "batch means");
  const squares = squaredDeviations(means, estimate.mean);
  let products = 0;
  for (let index = 1; index < means.length; index += 1) {
    products += ((means[index] as number) - estimate.mean) * ((means[index - 1] as number) - estimate.mean);
  }
  return { ...estimate, batchSize, correlation: squares === 0 ? 0 : products / squares };
}
