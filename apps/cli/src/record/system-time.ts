import type { SystemCallClass } from "@crosstalk/guest-os";
import { apportion } from "./apportion.ts";
import type { ClassStatistics } from "./call-statistics.ts";
import { quantile } from "./quantile.ts";
import { mayWait } from "./waiting-calls.ts";

/** The untraced system time, split over what the kernel did for it. Integers that sum to it exactly. */
export interface SystemTime {
  readonly classes: ReadonlyMap<SystemCallClass, number>;
  readonly pageFaults: number;
}

/** No call is taken to cost less: about what entering and leaving the kernel takes. */
const LEAST_CALL_NANOSECONDS = 100;

/** A minor fault costs between these: a page that is there to map, and one to clear under two levels of paging. */
const LEAST_FAULT_NANOSECONDS = 500;
const MOST_FAULT_NANOSECONDS = 2_500;

/** Fewer samples than this are no measure of what tracing adds. */
const FEWEST_SAMPLES = 10;

type Statistics = ReadonlyMap<SystemCallClass, ClassStatistics>;

/** Mean of the samples up to a quantile. */
function meanUpTo(fraction: number, samples: readonly number[]): number {
  const limit = quantile(samples, fraction);
  const usual = samples.filter((sample) => sample <= limit);
  return usual.reduce((sum, sample) => sum + sample, 0) / Math.max(1, usual.length);
}

/** The usual length of a traced call: the mean of the lower three quarters, or of the lowest tenth where calls may wait. */
function usualDuration(name: SystemCallClass, samples: readonly number[], statistics: Statistics): number {
  const alike = mayWait.get(name);
  if (alike === undefined) return meanUpTo(0.75, samples);
  const others = statistics.get(alike)?.samples ?? [];
  const most = others.length < FEWEST_SAMPLES ? Number.POSITIVE_INFINITY : meanUpTo(0.75, others);
  return Math.min(most, meanUpTo(0.1, samples));
}

/**
 * Estimates where the system time went. No tool that runs everywhere tells, so it is reckoned: the usual traced
 * durations, less that of the calls of class `null`, which is nearly all tracing, weigh the classes; minor faults get
 * what the calls leave, within the bounds of what a fault can cost; then the calls are scaled, so that all sums to the
 * measured total.
 */
export function splitSystemTime(total: number, minorFaults: number, statistics: Statistics): SystemTime {
  const entries = [...statistics].map(([name, { calls, samples }]) => {
    const few = samples.length < FEWEST_SAMPLES;
    return { name, calls, few, usual: usualDuration(name, samples, statistics) };
  });
  const shortest = entries.reduce((least, { few, usual }) => (few ? least : Math.min(least, usual)), Number.POSITIVE_INFINITY);
  const plain = entries.find(({ name, few }) => name === "null" && !few)?.usual ?? shortest;
  const tracing = Number.isFinite(plain) ? plain : 0;
  const weights = entries.map(({ calls, usual }) => calls * Math.max(LEAST_CALL_NANOSECONDS, usual - tracing));
  const calls = weights.reduce((sum, weight) => sum + weight, 0);
  const most = Math.min(minorFaults * MOST_FAULT_NANOSECONDS, 0.9 * total);
  const pageFaults = Math.round(Math.min(most, Math.max(minorFaults * LEAST_FAULT_NANOSECONDS, total - calls)));
  const parts = apportion(total - pageFaults, weights);
  return { classes: new Map(entries.map(({ name }, index) => [name, parts[index] ?? 0])), pageFaults };
}
