import { normalQuantile } from "../distributions/normal.ts";
import { type Estimate, estimateMean } from "../estimators/estimate.ts";
import { checkCount, checkValues, meanOf, squaredDeviations } from "../estimators/sample.ts";

/** How sure a result is, told apart by why it isn't surer. */
export interface UncertaintySplit {
  /** Mean over all runs, with the interval that replications leave open; its `n` is the number of seeds. */
  readonly estimate: Estimate;
  /** How many samples of the constants there were. */
  readonly samples: number;
  /** What not knowing the constants does: standard deviation of the true mean over their plausible values. */
  readonly parameterDeviation: number;
  /** With the estimate's confidence, the constants move the true mean by less than this; no replications make it smaller. */
  readonly parameterHalfWidth: number;
  /** What chance does: standard deviation of a run's result over seeds, at fixed constants. */
  readonly replicationDeviation: number;
  /** The constants' part of the variance of a single run's result, 0 to 1; 0 where nothing varies. */
  readonly parameterShare: number;
}

/**
 * Splits the variance of a result into what comes of not knowing the model's constants and what comes of chance.
 *
 * Model notes. Each sample of the constants runs under the same seeds, so that seeds have an effect of their own: an analysis
 * of variance with two crossed random factors, sample and seed (Searle, Casella and McCulloch, Variance Components, 1992). A
 * component that comes out negative is 0. The half-width of the parameters takes their effect to be normal, as a sum of
 * many is.
 *
 * @param results for each sample of the constants one value for each seed: at least two samples, two seeds.
 */
export function splitUncertainty(results: readonly (readonly number[])[], confidence = 0.95): UncertaintySplit {
  const samples = results.length;
  const seeds = results[0]?.length ?? 0;
  checkCount("the number of samples", samples, 2);
  checkCount("the number of seeds", seeds, 2);
  const odd = results.find(({ length }) => length !== seeds);
  if (odd !== undefined) throw new RangeError(`a sample has ${odd.length} values; allowed is ${seeds}, one for each seed`);
  checkValues(results.flat());

  const ofSamples = results.map((values) => meanOf(values));
  const ofSeeds = Array.from({ length: seeds }, (_, seed) => meanOf(results.map((values) => values[seed] as number)));
  const mean = meanOf(ofSamples);
  const rest = results.reduce(
    (sum, values, sample) =>
      sum +
      values.reduce(
        (part, value, seed) => part + square(value - (ofSamples[sample] as number) - (ofSeeds[seed] as number) + mean),
        0,
      ),
    0,
  );
  const squaresOfRest = rest / ((samples - 1) * (seeds - 1));
  const squaresOfSamples = (seeds * squaredDeviations(ofSamples, mean)) / (samples - 1);
  const squaresOfSeeds = (samples * squaredDeviations(ofSeeds, mean)) / (seeds - 1);
  const parameters = Math.max(0, (squaresOfSamples - squaresOfRest) / seeds);
  const replications = Math.max(0, (squaresOfSeeds - squaresOfRest) / samples) + squaresOfRest;
  const parameterDeviation = Math.sqrt(parameters);
  return {
    estimate: estimateMean(ofSeeds, confidence),
    samples,
    parameterDeviation,
    parameterHalfWidth: normalQuantile((1 + confidence) / 2) * parameterDeviation,
    replicationDeviation: Math.sqrt(replications),
    parameterShare: parameters === 0 ? 0 : parameters / (parameters + replications),
  };
}

function square(value: number): number {
  return value * value;
}
