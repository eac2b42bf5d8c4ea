import type { Burst, Segment } from "./machine.ts";

/** Segments from which on what has been made of a burst (hash, rewriting, timetable) is worth being remembered. */
export const LONG_BURST = 4;

/** What a processor is to execute in one RUN: what comes before, and then a burst from some point on. */
export interface GivenBurst {
  /** Executed first, each segment from where it says. */
  readonly before: Burst;
  readonly burst: Burst;
  /** Segments of the burst that are to be executed, counted from its end. */
  readonly left: number;
  /** Fraction already done of the first of them, [0, 1). */
  readonly from: number;
}

const NOTHING: Burst = Object.freeze([]);

/** What a RUN gives to a processor, with what it need not say. */
export function givenBurst({ before, burst, left, from }: Partial<GivenBurst> & Pick<GivenBurst, "burst">): GivenBurst {
  const given = left ?? burst.length;
  return { before: before ?? NOTHING, burst, left: given, from: from ?? burst[burst.length - given]?.from ?? 0 };
}

/** How many segments are to be executed. */
export function lengthOf({ before, left }: GivenBurst): number {
  return before.length + left;
}

/** The segment with which so many are left, counted from the end; undefined if none is. */
export function segmentAt({ before, burst, left: given }: GivenBurst, left: number): Segment | undefined {
  if (left === 0) return undefined;
  return left > given ? before[before.length + given - left] : burst[burst.length - left];
}

/** Fraction that had been done of the segment with which so many are left, before the processor began. */
export function begunAt(given: GivenBurst, left: number): number {
  return left === given.left ? given.from : (segmentAt(given, left)?.from ?? 0);
}
