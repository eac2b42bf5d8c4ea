import type { SamplingOptions } from "./memory-options.ts";

/** What is known of how much of its memory a VM uses. */
export interface Activity {
  /** Frames that are watched in this period, and whether each has been touched in it. */
  sample: number[];
  touched: boolean[];
  /** Moving averages of the touched part: one that follows slowly, one fast. */
  slow: number;
  fast: number;
}

/** A VM counts as using all of its memory until it is known better. */
export function initialActivity(): Activity {
  return { sample: [], touched: [], slow: 1, fast: 1 };
}

/**
 * Part of its memory that a VM uses: the most of the slow average, the fast one, and the fast one brought up to date with
 * the present period, so that it rises fast and falls slowly. Waldspurger, OSDI 2002, section 5.3.
 */
export function activePart({ touched, slow, fast }: Activity, { fast: weight }: SamplingOptions): number {
  const present = touched.length === 0 ? 0 : touched.filter(Boolean).length / touched.length;
  return Math.min(1, Math.max(slow, fast, fast + (present - fast) * weight));
}

/** Notes that frames have been touched. */
export function noteTouched({ sample, touched }: Activity, first: number, count: number): void {
  sample.forEach((frame, index) => {
    if (frame >= first && frame < first + count) touched[index] = true;
  });
}

/** Ends a period, and begins the next with the frames drawn for it. */
export function nextPeriod(activity: Activity, sample: number[], { slow, fast }: SamplingOptions): void {
  const { touched } = activity;
  if (touched.length > 0) {
    const part = touched.filter(Boolean).length / touched.length;
    activity.slow += (part - activity.slow) * slow;
    activity.fast += (part - activity.fast) * fast;
  }
  activity.sample = sample;
  activity.touched = sample.map(() => false);
}
