import { holderOf, indexAfter, splitExtent } from "./frames.ts";
import { vacate } from "./physical.ts";
import { detach, unmapEverywhere } from "./runs.ts";
import type { Extent, MemoryState } from "./state.ts";

/** What has been reclaimed, in pages. */
export interface Reclaimed {
  /** Frames that are free now. */
  pages: number;
  /** Of them, those that are written to the swap area, and to files. */
  swapped: number;
  written: number;
}

/** Whose turn it is: pages of files that nobody maps, clean before dirty, then all that is mapped, files' and others'. */
function rank(memory: MemoryState, extent: Extent): number {
  if (!isCached(memory, extent) || extent.holders.length > 1) return 2;
  return extent.dirty ? 1 : 0;
}

function isCached(memory: MemoryState, extent: Extent): boolean {
  return holderOf(memory, extent.holders[0] as number).kind === "cache";
}

/**
 * Frees frames, up to a number: the least recently used first, in the order of {@link rank}. Pages of processes go to
 * the swap area as far as there is one; those that have only been read are dropped, for they are zero.
 *
 * Model notes: Linux 2.6 keeps an active and an inactive list instead of instants, and turns to mapped pages little by
 * little, by its `swappiness`, as reclaim gets harder (mm/vmscan.c, recalled); here it does when nothing else is left.
 */
export function reclaim(memory: MemoryState, frames: number): Reclaimed {
  const done: Reclaimed = { pages: 0, swapped: 0, written: 0 };
  const candidates = Object.values(memory.extents)
    .filter(({ place }) => place === "memory")
    .map((extent) => ({ extent, rank: rank(memory, extent) }))
    .sort((a, b) => a.rank - b.rank || a.extent.used - b.extent.used || a.extent.id - b.extent.id);
  for (const { extent } of candidates) {
    if (done.pages >= frames) break;
    const swaps = extent.dirty && !isCached(memory, extent);
    const room = swaps ? (memory.swap?.pages ?? 0) - memory.swapped : Number.POSITIVE_INFINITY;
    const count = Math.min(extent.count, frames - done.pages, room);
    if (count <= 0) continue;
    if (count < extent.count) splitExtent(memory, extent, count);
    evict(memory, extent, done);
  }
  return done;
}

function evict(memory: MemoryState, extent: Extent, done: Reclaimed): void {
  const { count } = extent;
  done.pages += count;
  if (isCached(memory, extent)) {
    if (extent.dirty) done.written += count;
    extent.dirty = false;
    unmapEverywhere(memory, extent);
    if (extent.content.kind === "file") drop(memory, extent);
    else {
      extent.place = "disk";
      memory.free += count;
      vacate(memory, extent);
    }
  } else if (extent.dirty) {
    extent.place = "swap";
    memory.free += count;
    vacate(memory, extent);
    memory.swapped += count;
    done.swapped += count;
    for (const id of extent.holders) {
      const { space } = holderOf(memory, id);
      const owner = space === null ? undefined : memory.spaces[space];
      if (owner !== undefined) owner.swapped += count;
    }
  } else drop(memory, extent);
}

/** Takes an extent from all who hold it, so that it is forgotten. */
function drop(memory: MemoryState, extent: Extent): void {
  for (const id of [...extent.holders]) {
    const holder = holderOf(memory, id);
    detach(memory, holder, indexAfter(holder, extent.start));
  }
}
