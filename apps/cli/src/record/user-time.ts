import type { DraftRun, Gap } from "./process-draft.ts";
import { quantile } from "./quantile.ts";

/** What tracing may add to a stretch between two calls, from the least to the most. */
export interface TracingTime {
  readonly least: number;
  readonly most: number;
}

/** The shortest fifth of all stretches is taken to be nothing but tracing, and half of them to hold no more of it. */
const LEAST_QUANTILE = 0.2;
const MOST_QUANTILE = 0.5;

/** What tracing adds to a stretch, by all stretches of a tree. */
export function tracingTime(runs: readonly DraftRun[]): TracingTime {
  const all = runs.flatMap(({ gaps }) => gaps.map(({ nanoseconds }) => nanoseconds));
  return { least: quantile(all, LEAST_QUANTILE), most: quantile(all, MOST_QUANTILE) };
}

/** The least value between two that brings a falling sum down to a limit, or else the upper one. By bisection, to 0.1 µs. */
function leastThatFits(least: number, most: number, sum: (value: number) => number, limit: number): number {
  let [low, high] = [least, most];
  if (sum(low) <= limit) return low;
  while (high - low > 100) {
    const middle = (low + high) / 2;
    if (sum(middle) > limit) low = middle;
    else high = middle;
  }
  return high;
}

const total = (gaps: readonly Gap[]): number => gaps.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);

/** What is left of stretches; from those after calls that had waited, more may be taken. */
const less = (gaps: readonly Gap[], each: number, woken = 0): Gap[] =>
  gaps.map((gap) => ({ ...gap, nanoseconds: Math.max(0, gap.nanoseconds - each - (gap.woken ? woken : 0)) }));

/**
 * Weights by which a process's runs share its user time: the traced stretches between calls, less what is not user time
 * in them. As far as they are too long for the user time together, that is first what tracing adds to each, within what
 * that may be; then the wait for a processor in those after calls that had waited, the same in each, as far as they are
 * long enough.
 *
 * @param userNanoseconds user time of the process, or of all whose runs these are.
 */
export function userTimeWeights(
  runs: readonly DraftRun[],
  userNanoseconds: number,
  tracing: TracingTime = tracingTime(runs),
): number[] {
  const all = runs.flatMap(({ gaps }) => gaps);
  const each = leastThatFits(tracing.least, tracing.most, (value) => total(less(all, value)), userNanoseconds);
  const longest = all.reduce((most, { nanoseconds, woken }) => (woken ? Math.max(most, nanoseconds) : most), 0);
  const latency = leastThatFits(0, longest, (value) => total(less(all, each, value)), userNanoseconds);
  const weights = runs.map(({ gaps }) => total(less(gaps, each, latency)));
  return weights.some((weight) => weight > 0) ? weights : runs.map(({ gaps }) => total(gaps));
}
