import { ownContent } from "./access.ts";
import { allocate, extentOf, holderOf } from "./frames.ts";
import { bringIn, cacheOf, mapCached } from "./page-cache.ts";
import { occupy } from "./physical.ts";
import { attach, countPages, truncate } from "./runs.ts";
import { addRegion, removeRegion } from "./spaces.ts";
import type { Holder, MemoryState, Space } from "./state.ts";

/** Names of regions that no program can name. */
const HEAP = "(heap)";
const MAPPED = "(mapped)";
const IMAGE = "(image)";

/** The region of a space for pages that are touched without a region being named. */
export function heapOf(memory: MemoryState, space: Space): Holder {
  if (space.heap !== null) return holderOf(memory, space.heap);
  const heap = addRegion(memory, space, { kind: "anonymous", name: HEAP, file: null, pages: 0 });
  space.heap = heap.id;
  return heap;
}

/**
 * First touches of so many more pages of a process's own. The heap's last extent grows, as long as nobody else holds
 * it, so this takes the same time for any number. There must be frames for it.
 */
export function growHeap(memory: MemoryState, space: Space, pages: number): void {
  const heap = heapOf(memory, space);
  const run = heap.runs[heap.runs.length - 1];
  const extent = run === undefined ? undefined : extentOf(memory, run.extent);
  const start = heap.pages;
  heap.pages += pages;
  if (
    run !== undefined &&
    extent?.holders.length === 1 &&
    extent.place === "memory" &&
    extent.content.kind === "private" &&
    extent.content.version === heap.versions &&
    run.start + run.count === start
  ) {
    extent.count += pages;
    occupy(memory, extent, pages);
    extent.used = memory.at;
    run.count += pages;
    memory.free -= pages;
    countPages(memory, space, pages);
    return;
  }
  attach(memory, heap, allocate(memory, start, pages, ownContent(memory, heap, start), true));
}

/** First touches of so many more pages of a file of the process's, which are in the page cache already or get there. */
export function growMapped(memory: MemoryState, space: Space, file: string, pages: number): void {
  const known = space.mapped === null ? undefined : holderOf(memory, space.mapped);
  const region = known ?? addRegion(memory, space, { kind: "shared", name: MAPPED, file, pages: 0 });
  space.mapped = region.id;
  const start = region.pages;
  region.pages += pages;
  const cache = cacheOf(memory, region.file ?? file);
  bringIn(memory, cache, start, pages);
  mapCached(memory, region, cache, start, pages);
}

/** Maps the image of a program, all of it: pages of its file. Returns how many pages came from the disk. */
export function mapImage(memory: MemoryState, space: Space, file: string, pages: number): number {
  if (pages === 0) return 0;
  const region = addRegion(memory, space, { kind: "private", name: IMAGE, file, pages });
  const cache = cacheOf(memory, file);
  const read = bringIn(memory, cache, 0, pages);
  mapCached(memory, region, cache, 0, pages);
  return read;
}

/** Gives the pages back that have been touched last: of files, then the process's own, then its image's; at most all. */
export function shrink(memory: MemoryState, space: Space, pages: number): void {
  let left = pages;
  const regions = [space.mapped, space.heap, ...space.regions.filter((id) => memory.holders[id]?.name === IMAGE)];
  for (const id of regions) {
    if (id === null || left === 0) continue;
    const region = holderOf(memory, id);
    const taken = Math.min(left, region.pages);
    left -= taken;
    region.pages -= taken;
    truncate(memory, region, region.pages);
    region.versions += 1;
    region.next = 0;
    if (region.name === IMAGE && region.pages === 0) removeRegion(memory, space, region);
  }
}
