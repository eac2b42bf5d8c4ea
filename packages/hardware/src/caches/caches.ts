import type { Nanoseconds } from "@crosstalk/engine";
import { type Account, account, causedBy } from "../account.ts";
import type { Segment } from "../machine.ts";
import type { CacheGeometry } from "./geometry.ts";
import { beginWork, pagesOfFootprint, type Residency, refilled } from "./residency.ts";

/** A processor's caches: how they are built, and what they hold. */
export interface Caches {
  readonly geometry: CacheGeometry;
  readonly residency: Residency;
  /** Owner of the accounts of refill: the host's path. */
  readonly owner: string;
}

/** A copy in which what would happen can be tried. */
export function tried({ geometry, owner, residency }: Caches): Caches {
  return { geometry, owner, residency: residency.map((each) => ({ ...each, held: [...each.held] })) };
}

/** A processor begins or goes on with a segment, of which something is left: nanoseconds of refill before its work. */
export function refillBefore({ footprint }: Segment, caches: Caches | null): Nanoseconds {
  if (footprint === undefined || caches === null || pagesOfFootprint(footprint) === 0) return 0;
  return beginWork(caches.geometry, caches.residency, footprint);
}

/** So many of the nanoseconds of refill that were left have passed. */
export function passRefill(caches: Caches | null, time: Nanoseconds, left: Nanoseconds): void {
  if (caches !== null && left > 0) refilled(caches.geometry, caches.residency, time, left);
}

/**
 * Who pays for the refill before a segment, or for its waiting for others' memory traffic (`bandwidth`): it is caused by
 * whoever does the segment's first work.
 */
export function refillAccount({ parts }: Segment, owner: string, activity?: "bandwidth"): Account {
  const payer = parts[0]?.account;
  return payer === undefined ? account("refill", owner, activity) : causedBy(payer, "refill", owner, activity);
}
