import type { DraftRun, Gap } from "./process-draft.ts";
import { quantile } from "./quantile.ts";

/** What tracing adds to a stretch between two calls: the shortest fifth of all is taken to be nothing else. */
const TRACING_QUANTILE = 0.2;

const sumOver = (gaps: readonly Gap[], latency: number): number =>
  gaps.reduce((sum, { nanoseconds, woken }) => sum + Math.max(0, nanoseconds - (woken ? latency : 0)), 0);

/**
 * How long a process that had waited then waited for a processor, so that all stretches sum to the user time that was
 * measured; 0 where they are not too long. By bisection, to a microsecond.
 */
function wakeUpLatency(gaps: readonly Gap[], userNanoseconds: number): number {
  let low = 0;
  let high = gaps.reduce((most, { nanoseconds, woken }) => (woken ? Math.max(most, nanoseconds) : most), 0);
  if (sumOver(gaps, low) <= userNanoseconds) return 0;
  while (high - low > 1_000) {
    const middle = (low + high) / 2;
    if (sumOver(gaps, middle) > userNanoseconds) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Weights by which the runs share the user time: the traced stretches between calls, less what tracing adds to each. As
 * far as all stretches together are longer than the user time of the traced pass, processes waited in them for a
 * processor; that is taken from the stretches after calls that had waited, the same from each, as far as they are long
 * enough.
 *
 * @param tracedUserNanoseconds user time of all processes in the traced pass.
 */
export function userTimeWeights(runs: readonly DraftRun[], tracedUserNanoseconds: number): number[] {
  const all = runs.flatMap(({ gaps }) => gaps);
  const tracing = quantile(
    all.map(({ nanoseconds }) => nanoseconds),
    TRACING_QUANTILE,
  );
  const less = ({ nanoseconds, woken }: Gap): Gap => ({ nanoseconds: Math.max(0, nanoseconds - tracing), woken });
  const latency = wakeUpLatency(all.map(less), tracedUserNanoseconds);
  return runs.map(({ gaps }) => sumOver(gaps.map(less), latency));
}
