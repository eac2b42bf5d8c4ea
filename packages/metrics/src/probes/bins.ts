import type { Nanoseconds } from "@crosstalk/engine";
import { checkCount } from "../estimators/sample.ts";

/** How finely a time series is kept, and in how much memory. */
export interface Resolution {
  /** Length of a bin at first, in nanoseconds, whole; 1 ms unless told. It doubles each time the bins are full. */
  readonly width?: Nanoseconds;
  /** The most bins kept, even; 1,024 unless told. */
  readonly most?: number;
}

/** One stretch of a time series. */
export interface Bin {
  /** Sum of values, or of level times nanoseconds. */
  sum: number;
  /** How many values came; for a level, for how many nanoseconds it is known. */
  weight: number;
  least: number | null;
  most: number | null;
}

/** The bins of a time series, all equally long, the first beginning at `start`. */
export interface Bins {
  start: Nanoseconds;
  width: Nanoseconds;
  bins: Bin[];
}

/** A stretch of a time series as people see it. */
export interface SeriesPoint {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  /** Undefined where nothing is known. */
  readonly mean: number | undefined;
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** How many values came; for a level, for how many nanoseconds it is known. */
  readonly weight: number;
}

/** A resolution with its defaults, checked. */
export function checkedResolution({ width = 1_000_000, most = 1_024 }: Resolution): Required<Resolution> {
  checkCount("the width of a bin", width, 1);
  checkCount("the most bins", most, 2);
  if (most % 2 !== 0) throw new RangeError(`the most bins is ${most}; allowed is an even number`);
  return { width, most };
}

/** The bin of an instant. Where it would be beyond the most bins allowed, each two bins first become one, as often as needed. */
export function binAt(series: Bins, at: Nanoseconds, most: number): Bin {
  while (at - series.start >= most * series.width) halve(series);
  const index = Math.floor((at - series.start) / series.width);
  while (series.bins.length <= index) series.bins.push({ sum: 0, weight: 0, least: null, most: null });
  return series.bins[index] as Bin;
}

/** When a bin ends that holds an instant. */
export function endOfBin({ start, width }: Bins, at: Nanoseconds): Nanoseconds {
  return start + (Math.floor((at - start) / width) + 1) * width;
}

/** Notes that a value was there. */
export function widen(bin: Bin, value: number): void {
  bin.least = bin.least === null ? value : Math.min(bin.least, value);
  bin.most = bin.most === null ? value : Math.max(bin.most, value);
}

/** The series for people; the last bin ends at `now`. */
export function pointsOf({ start, width, bins }: Bins, now: Nanoseconds): SeriesPoint[] {
  return bins.map(({ sum, weight, least, most }, index) => ({
    from: start + index * width,
    to: Math.min(now, start + (index + 1) * width),
    mean: weight === 0 ? undefined : sum / weight,
    least: least ?? undefined,
    most: most ?? undefined,
    weight,
  }));
}

function halve(series: Bins): void {
  const { bins } = series;
  series.bins = Array.from({ length: Math.ceil(bins.length / 2) }, (_, pair) => {
    const first = bins[2 * pair] as Bin;
    const second = bins[2 * pair + 1];
    if (second === undefined) return first;
    const merged = { ...first, sum: first.sum + second.sum, weight: first.weight + second.weight };
    for (const value of [second.least, second.most]) if (value !== null) widen(merged, value);
    return merged;
  });
  series.width *= 2;
}
