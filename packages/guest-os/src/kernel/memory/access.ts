import type { Content } from "@crosstalk/hardware";
import { allocate, extentOf, indexAfter } from "./frames.ts";
import { absentPages, bringIn, cacheOf, changeFile, mapCached } from "./page-cache.ts";
import { occupy, rewrite, use } from "./physical.ts";
import { attach, cut, detach, merge } from "./runs.ts";
import type { Extent, Holder, MemoryState, Run } from "./state.ts";

/** What an access to pages of a region has met, in pages. */
export interface Access {
  /** First touched: cleared. */
  zero: number;
  /** Held by others, too: copied. */
  copied: number;
  /** Of a file, not mapped before. */
  file: number;
  /** Read back from the swap area. */
  swappedIn: number;
  /** Read from the disk of a file. */
  read: number;
}

/** No access yet. */
export function noAccess(): Access {
  return { zero: 0, copied: 0, file: 0, swappedIn: 0, read: 0 };
}

/** Frames that an access to a stretch of a region takes, at most. */
export function demandOf(memory: MemoryState, region: Holder, start: number, count: number, writes: boolean): number {
  const end = start + count;
  let demand = 0;
  const gap = (from: number, pages: number): void => {
    if (region.file === null) demand += pages;
    else
      demand +=
        absentPages(memory, cacheOf(memory, region.file), from, pages) + (writes && region.kind === "private" ? pages : 0);
  };
  let page = start;
  for (let index = indexAfter(region, start); index < region.runs.length; index += 1) {
    const run = region.runs[index] as Run;
    if (run.start >= end) break;
    if (run.start > page) gap(page, run.start - page);
    const pages = Math.min(run.start + run.count, end) - Math.max(run.start, page);
    const extent = extentOf(memory, run.extent);
    if (extent.place === "swap") demand += extent.count;
    if (writes && region.kind !== "shared" && extent.holders.length > 1) demand += pages;
    page = run.start + run.count;
  }
  if (page < end) gap(page, end - page);
  return demand;
}

/**
 * A process reads a stretch of a region, or writes to it: what is not in frames is brought in (demand zero, the file,
 * the swap area); what is written and not shared becomes the process's own. There must be frames for it.
 */
export function accessRegion(
  memory: MemoryState,
  region: Holder,
  start: number,
  count: number,
  writes: boolean,
  access: Access,
): void {
  cut(memory, region, start);
  cut(memory, region, start + count);
  faultIn(memory, region, start, start + count, writes, access);
  if (writes && region.kind === "shared" && region.file !== null) changeFile(memory, cacheOf(memory, region.file), start, count);
  else if (writes) change(memory, region, start, start + count, access);
  merge(memory, region, start, start + count);
}

function faultIn(memory: MemoryState, region: Holder, start: number, end: number, writes: boolean, access: Access): void {
  let page = start;
  while (page < end) {
    const run = region.runs[indexAfter(region, page)];
    if (run !== undefined && run.start <= page) {
      const extent = extentOf(memory, run.extent);
      if (extent.place === "swap") swapIn(memory, extent, access);
      extent.used = memory.at;
      use(memory, extent);
      page = run.start + run.count;
      continue;
    }
    const pages = Math.min(end, run?.start ?? end) - page;
    fill(memory, region, page, pages, writes, access);
    page += pages;
  }
}

function fill(memory: MemoryState, region: Holder, start: number, count: number, writes: boolean, access: Access): void {
  if (region.file === null) {
    attach(memory, region, allocate(memory, start, count, { kind: "zero" }, false));
    access.zero += count;
    return;
  }
  const cache = cacheOf(memory, region.file);
  access.read += bringIn(memory, cache, start, count);
  mapCached(memory, region, cache, start, count);
  // A write to a private page takes one fault, which copies.
  if (!writes || region.kind !== "private") access.file += count;
}

/** Reads an extent back; simplified: the swap area's copy is given up, so going out again is a write again. */
function swapIn(memory: MemoryState, extent: Extent, access: Access): void {
  memory.free -= extent.count;
  memory.swapped -= extent.count;
  extent.place = "memory";
  occupy(memory, extent, extent.count);
  for (const id of extent.holders) {
    const space = memory.holders[id]?.space;
    const owner = typeof space === "number" ? memory.spaces[space] : undefined;
    if (owner !== undefined) owner.swapped -= extent.count;
  }
  access.swappedIn += extent.count;
}

/** Content of pages that a process writes now. */
export function ownContent(memory: MemoryState, region: Holder, page: number): Content {
  return { kind: "private", process: `${memory.path}/${region.id}`, page, version: region.versions };
}

function change(memory: MemoryState, region: Holder, start: number, end: number, access: Access): void {
  region.versions += 1;
  for (let index = indexAfter(region, start); index < region.runs.length; index += 1) {
    const run = region.runs[index] as Run;
    if (run.start >= end) break;
    const extent = extentOf(memory, run.extent);
    const content = ownContent(memory, region, run.start);
    if (extent.holders.length === 1) {
      extent.content = content;
      extent.dirty = true;
      rewrite(memory, extent);
      continue;
    }
    const copy = allocate(memory, run.start, run.count, content, true);
    detach(memory, region, index);
    attach(memory, region, copy);
    access.copied += run.count;
  }
}
