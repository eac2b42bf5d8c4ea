import { checkValues, meanOf } from "./sample.ts";

/** Where a run's warm-up ends. */
export interface WarmUp {
  /** How many of the first values to leave out; a multiple of five. */
  readonly leaveOut: number;
  /**
   * Whether the run is long enough to tell. If not, leaving out half of it was still better than less: the steady state
   * may not have been reached at all.
   */
  readonly enough: boolean;
}

const BATCH = 5;

/**
 * How long a run warms up, by the MSER-5 rule: leave out what makes the (squared) standard error of the mean of the rest
 * smallest, on means of five values, looking no farther than the middle of the run (White, Cobb and Spratt, Proceedings
 * of the 2000 Winter Simulation Conference).
 *
 * @param values of one run in order, or at equal distances in time; at least ten. Those that don't fill a batch of five
 *   at the end are not looked at.
 */
export function mser5(values: readonly number[]): WarmUp {
  checkValues(values);
  if (values.length < 2 * BATCH) throw new RangeError(`there are ${values.length} values; allowed is at least ${2 * BATCH}`);
  const batches = Math.floor(values.length / BATCH);
  const means = Array.from({ length: batches }, (_, batch) => meanOf(values.slice(batch * BATCH, (batch + 1) * BATCH)));
  const last = Math.floor(batches / 2);
  const errors = squaredErrors(means);
  let best = 0;
  for (let start = 1; start <= last; start += 1) if ((errors[start] as number) < (errors[best] as number)) best = start;
  return { leaveOut: best * BATCH, enough: best < last };
}

/** By start: squared deviations of what follows from its mean, over its length squared; from the end, by Welford's sums. */
function squaredErrors(means: readonly number[]): number[] {
  const errors = new Array<number>(means.length);
  let mean = 0;
  let squares = 0;
  for (let start = means.length - 1; start >= 0; start -= 1) {
    const value = means[start] as number;
    const count = means.length - start;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    errors[start] = squares / (count * count);
  }
  return errors;
}
