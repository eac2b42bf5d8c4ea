import type { Share } from "../policy.ts";

/**
 * Weight of each Unix nice level from -20 to 19, as in Linux since CFS (2.6.23): nice 0 is 1024, and one level changes a
 * task's share against another's by about a quarter (1.25 times). Source: kernel/sched/core.c, quoted in public copies.
 */
export const niceWeights: readonly number[] = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586,
  1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/** The weight of a nice level; levels outside -20 to 19 count as the nearest one, as `setpriority` has it. */
export function niceWeight(nice: number): number {
  return niceWeights[Math.min(39, Math.max(0, Math.round(nice) + 20))] ?? 1024;
}

/**
 * The load weight of a share for a proportional-share kernel scheduler, a positive integer: its weight, scaled by its
 * nice level where it has one. So { weight: 1024, nice: 5 } and { weight: 335 } are the same.
 */
export function loadWeight(share: Share): number {
  const scaled = share.nice === undefined ? share.weight : (share.weight * niceWeight(share.nice)) / 1024;
  return Math.max(1, Math.round(scaled));
}
