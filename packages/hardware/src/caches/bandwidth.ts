import type { Segment } from "../machine.ts";
import type { CacheGeometry } from "./geometry.ts";
import { pagesOfFootprint } from "./residency.ts";
import { survival } from "./survival.ts";

/**
 * Bytes in a nanosecond that a segment moves between caches and memory when nobody else does: of the lines that it goes
 * over, those that don't stay even when its space is alone, and those that it has written once more on their way back.
 * `length`: its nanoseconds on this processor. At most what a processor gets by itself, so alone it is never slowed.
 *
 * Simplified: refill takes no bandwidth from others, nor do what devices and page copies move.
 */
export function bandwidthOf({ footprint, parts }: Segment, length: number, geometry: CacheGeometry): number {
  if (footprint === undefined || length === 0) return 0;
  const pages = pagesOfFootprint(footprint);
  if (pages === 0) return 0;
  const { colours, ways, cost } = geometry.last;
  const missed = 1 - survival(pages - 1, colours, ways);
  let work = 0;
  for (const { operations } of parts) work += operations.work ?? 0;
  const lines = Math.min((footprint.intensity * work * missed) / length, 1 / cost);
  return Math.min(lines * geometry.line * (1 + footprint.written / pages), geometry.bandwidth);
}

/**
 * How many times as long each processor's work takes when all want so many bytes in a nanosecond at once: nobody is
 * slowed while they together get what they want; beyond that, who wants least is served first and the rest is shared
 * evenly (max-min fairness), and work takes as long as its bytes do. Those slowed want no less for it, so this is the fixed
 * point. Simplified: no queueing below saturation.
 */
export function paces(wanted: readonly number[], bandwidth: number): number[] {
  const result = wanted.map(() => 1);
  const order = wanted.map((_, index) => index).filter((index) => (wanted[index] as number) > 0);
  order.sort((one, other) => (wanted[one] as number) - (wanted[other] as number) || one - other);
  let left = bandwidth;
  order.forEach((index, served) => {
    const want = wanted[index] as number;
    const share = Math.min(want, left / (order.length - served));
    left -= share;
    result[index] = want / share;
  });
  return result;
}
