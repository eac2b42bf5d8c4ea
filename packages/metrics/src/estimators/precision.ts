import { studentQuantile } from "../distributions/student-quantile.ts";
import { addValue, noMoments, type RunningMoments, runningDeviation } from "./running-moments.ts";
import { checkConfidence, checkCount, checkFinite } from "./sample.ts";

/** When there are replications enough. */
export interface PrecisionRule {
  /** Widest half-width wanted, relative to the mean: 0.05 for 5 %. */
  readonly relative: number;
  /** Replications that are made in any case: 10 unless told. */
  readonly least?: number;
  /** Replications after which it stops however wide the interval is: 1,000 unless told. */
  readonly most?: number;
  readonly confidence?: number;
}

/** What a rule says of the replications made so far. */
export type PrecisionVerdict =
  /** The first so many are enough; what was made beyond them is left out. */
  | { readonly kind: "precise"; readonly replications: number }
  /** Not yet: about so many will be needed in all. To make fewer before asking again is right, too. */
  | { readonly kind: "more"; readonly needed: number }
  /** The most allowed are made, and an interval is still wider than wanted. */
  | { readonly kind: "given up"; readonly replications: number };

/**
 * The sequential stopping rule: at least ten replications, then more until each interval's half-width is no wider than
 * wanted, relative to its mean.
 *
 * Looked at after each replication in order, so the answer depends on the values alone, not on how many were made at a
 * time or by how many processors. Stopping when the interval happens to be narrow costs some coverage: somewhat fewer
 * than `confidence` of such intervals cover (`npm run coverage` measures how many).
 *
 * @param samples for each measure that is to be precise, one value for each replication, in order of replications;
 *   equally many of each.
 */
export function precisionReached(samples: readonly (readonly number[])[], rule: PrecisionRule): PrecisionVerdict {
  const { relative, least = 10, most = 1_000, confidence = 0.95 } = rule;
  if (!(relative > 0)) throw new RangeError(`the precision is ${relative}; allowed is above 0`);
  checkCount("the least number of replications", least, 2);
  checkCount("the most replications", most, least);
  checkConfidence(confidence);
  const made = replicationsOf(samples);
  checkFinite(samples.flat());
  const running = samples.map(noMoments);
  let widest = Infinity;
  for (let n = 1; n <= Math.min(made, most); n += 1) {
    for (const [index, moments] of running.entries()) addValue(moments, (samples[index] as readonly number[])[n - 1] as number);
    if (n < least && n < made) continue;
    widest = n === 1 ? Infinity : Math.max(...running.map((moments) => relativeHalfWidth(moments, confidence)));
    if (n >= least && widest <= relative) return { kind: "precise", replications: n };
  }
  if (made >= most) return { kind: "given up", replications: most };
  return { kind: "more", needed: Math.max(least, Math.min(most, made < 2 ? 0 : projected(made, widest / relative))) };
}

/** As of the estimate of as many replications, without going through them again. */
function relativeHalfWidth(moments: RunningMoments, confidence: number): number {
  const { n, mean } = moments;
  const standardError = runningDeviation(moments) / Math.sqrt(n);
  return standardError === 0 ? 0 : (studentQuantile((1 + confidence) / 2, n - 1) * standardError) / Math.abs(mean);
}

function replicationsOf(samples: readonly (readonly number[])[]): number {
  const counts = new Set(samples.map(({ length }) => length));
  if (counts.size === 1) return samples[0]?.length as number;
  const told = counts.size === 0 ? "there are no measures" : `measures have ${[...counts].join(" and ")} replications`;
  throw new RangeError(`${told}; allowed is at least one measure, each with equally many`);
}

/**
 * Half-widths shrink with the square root of the count. A tenth more, so that seldom a few are still missing; at most doubled
 * at a time, for early estimates are rough.
 */
function projected(made: number, excess: number): number {
  return Math.min(2 * made, Math.ceil(1.1 * made * excess * excess));
}
