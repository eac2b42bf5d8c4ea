/** A stretch of time in which a machine used a share of its processors. */
export interface UtilizationInterval {
  /** Its length. */
  readonly seconds: number;
  /** Processor time used ÷ processor time that all the machine's processors have: 0 is idle, 1 is all of them always busy. */
  readonly share: number;
}

/** How much of its processors a machine used, interval after interval without gaps. */
export interface UtilizationSeries {
  /** Virtual processors of the machine; null where the trace doesn't tell. */
  readonly processors: number | null;
  readonly intervals: readonly UtilizationInterval[];
}

/** An observation of a machine's use at an instant. */
export interface UtilizationSample {
  /** When, in seconds from any origin. */
  readonly atSeconds: number;
  /** See {@link UtilizationInterval}. */
  readonly share: number;
}

/** Length of the last interval where there is only one observation, in seconds: both Bitbrains and Azure have 5 minutes. */
const USUAL_SECONDS = 300;

/**
 * Makes a series of observations, which must be in order of time: what was observed holds until the next observation, and
 * the last for as long as the one before it. A gap so lengthens the interval before it.
 */
export function seriesOfSamples(samples: readonly UtilizationSample[], processors: number | null): UtilizationSeries {
  const lengths = samples.slice(1).map(({ atSeconds }, index) => atSeconds - (samples[index]?.atSeconds ?? 0));
  const last = lengths.at(-1) ?? USUAL_SECONDS;
  return { processors, intervals: samples.map(({ share }, index) => ({ seconds: lengths[index] ?? last, share })) };
}

/** Length of a series, in seconds. */
export function lengthOfSeries({ intervals }: UtilizationSeries): number {
  return intervals.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Mean share of a series, weighted by time. */
export function meanShare(series: UtilizationSeries): number {
  return series.intervals.reduce((sum, { seconds, share }) => sum + seconds * share, 0) / lengthOfSeries(series);
}

/** A series in a few lines. */
export function summarizeSeries(series: UtilizationSeries): readonly (readonly [string, string])[] {
  const shares = series.intervals.map(({ share }) => share);
  return [
    ["intervals", String(series.intervals.length)],
    ["length", `${lengthOfSeries(series)} s`],
    ["virtual processors", String(series.processors ?? "not told")],
    ["mean utilization", percent(meanShare(series))],
    ["least, most", `${percent(least(shares))}, ${percent(most(shares))}`],
  ];
}

/** A share as per cent with one digit after the point. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The least of numbers; a spread of a long list would not fit the call stack. */
export const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** The greatest of numbers; see {@link least}. */
export const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
