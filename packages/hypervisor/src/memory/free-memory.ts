import { memoryManagementConstants } from "../constants.ts";

/** States of a host's free memory, from plenty to want. */
export type FreeMemoryState = "high" | "soft" | "hard" | "low";

/** Parts of a host's memory that are free at least in each state. */
export type Thresholds = { readonly [State in FreeMemoryState]: number };

/**
 * How far free memory must lie above a state's threshold before the state is taken up again, as a part of the threshold.
 * Above the high one there is no state, so there it is enough to reach it.
 */
export const clearly = (): number => memoryManagementConstants.clearlyAbove.value;

/**
 * Whether free memory has fallen from a state into the one below. The low threshold is what is never to be used up:
 * below the hard one the host pages; below the low one it also stops VMs that are above their targets.
 */
export function hasFallen(from: Exclude<FreeMemoryState, "low">, free: number, pages: number, thresholds: Thresholds): boolean {
  const below = { high: thresholds.soft, soft: thresholds.hard, hard: thresholds.low };
  return free < below[from] * pages;
}

/** Whether free memory has clearly risen from a state above the threshold of the one above. */
export function hasRisen(from: Exclude<FreeMemoryState, "high">, free: number, pages: number, thresholds: Thresholds): boolean {
  const above = { soft: thresholds.high, hard: thresholds.soft, low: thresholds.hard };
  return free >= Math.min(above[from] * (1 + clearly()), thresholds.high) * pages;
}
