import { rankOfQuantile } from "../estimators/quantile-interval.ts";
import { bucketOf, lowEndOf } from "./log-linear.ts";
import { finite, type ProbeKind } from "./probe.ts";

/** How the values of one run were distributed, each known to three significant digits. */
export interface Histogram {
  readonly n: number;
  /** Undefined if there were no values. */
  readonly mean: number | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  /**
   * The smallest value that at least that share of the values doesn't exceed, within 0.05 % of it; undefined if there were
   * none. Share: above 0, below 1.
   */
  quantile(share: number): number | undefined;
  /** The filled buckets in order: from `low` to below `high`, so many values. */
  readonly buckets: readonly { readonly low: number; readonly high: number; readonly count: number }[];
}

interface HistogramState {
  n: number;
  total: number;
  least: number | null;
  most: number | null;
  /** Count by bucket. */
  counts: Record<number, number>;
}

/** Watches the distribution of values of at least 0, such as response times; for quantiles such as the 99th percentile. */
export function histogram(): ProbeKind<number, HistogramState, Histogram> {
  return {
    begin: () => ({ n: 0, total: 0, least: null, most: null, counts: {} }),
    take: (state, given) => {
      const value = finite(given);
      if (value < 0) throw new RangeError(`the value is ${value}; allowed is at least 0`);
      const bucket = bucketOf(value);
      state.n += 1;
      state.total += value;
      state.least = state.least === null ? value : Math.min(state.least, value);
      state.most = state.most === null ? value : Math.max(state.most, value);
      state.counts[bucket] = (state.counts[bucket] ?? 0) + 1;
    },
    read: ({ n, total, least, most, counts }) => {
      const filled = Object.entries(counts).map(([bucket, count]) => ({
        low: lowEndOf(Number(bucket)),
        high: lowEndOf(Number(bucket) + 1),
        count,
      }));
      const quantile = (share: number) => {
        const rank = rankOfQuantile(n, share);
        if (least === null || most === null) return undefined;
        let sum = 0;
        const found = filled.find(({ count }) => {
          sum += count;
          return sum >= rank;
        });
        return found === undefined ? most : Math.min(most, Math.max(least, middleOf(found.low, found.high)));
      };
      return {
        n,
        mean: n === 0 ? undefined : total / n,
        least: least ?? undefined,
        most: most ?? undefined,
        quantile,
        buckets: filled,
      };
    },
  };
}

/** The first bucket holds 0, beside numbers below 1e-308. */
function middleOf(low: number, high: number): number {
  return low === 0 ? 0 : low + (high - low) / 2;
}
