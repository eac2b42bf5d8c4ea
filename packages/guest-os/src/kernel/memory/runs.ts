import { linuxMemoryConstants } from "../constants.ts";
import { goesOn } from "./content.ts";
import { extentOf, holderOf, indexAfter, release, splitExtent, takeForKernel } from "./frames.ts";
import { unite } from "./physical.ts";
import type { Extent, Holder, MemoryState, Run, Space } from "./state.ts";

/** Pages whose entries fit into one page table: 1,024 of 4 bytes, a definition of 32-bit x86. */
const TABLE_ENTRIES = 1_024;

/** Page tables of a small process. */
export const leastTables = (): number => linuxMemoryConstants.smallestTables.value;

/** Frames of page tables for so many pages; simplified: a small process's, and one for each 4 MiB more. */
export function tablesOf(pages: number): number {
  return leastTables() + Math.floor(pages / TABLE_ENTRIES);
}

/** Counts pages that a space has got, or has lost. */
export function countPages(memory: MemoryState, space: Space, pages: number): void {
  space.pages += pages;
  const tables = tablesOf(space.pages);
  if (tables === space.tables) return;
  takeForKernel(memory, tables - space.tables);
  space.tables = tables;
}

/** Sees to it that no run of a holder reaches across a page's beginning. */
export function cut(memory: MemoryState, holder: Holder, page: number): void {
  const run = holder.runs[indexAfter(holder, page)];
  if (run !== undefined && run.start < page) splitExtent(memory, extentOf(memory, run.extent), page - run.start);
}

/** A holder gets an extent, in a gap. */
export function attach(memory: MemoryState, holder: Holder, extent: Extent): void {
  extent.holders.push(holder.id);
  const { id, start, count } = extent;
  holder.runs.splice(indexAfter(holder, start), 0, { extent: id, start, count });
  countIn(memory, holder, extent, 1);
}

/** Counts an extent in the space of a region that gets it (1) or loses it (-1). */
export function countIn(memory: MemoryState, holder: Holder, extent: Extent, sign: 1 | -1): void {
  const space = holder.space === null ? undefined : memory.spaces[holder.space];
  if (space === undefined) return;
  if (extent.place === "swap") space.swapped += sign * extent.count;
  countPages(memory, space, sign * extent.count);
}

/** A holder loses the extent of one of its runs; one that nobody holds any more is forgotten. */
export function detach(memory: MemoryState, holder: Holder, index: number): void {
  const [run] = holder.runs.splice(index, 1);
  if (run !== undefined) letGo(memory, holder, extentOf(memory, run.extent));
}

/** The part of losing an extent that is not the holder's own. */
function letGo(memory: MemoryState, holder: Holder, extent: Extent): void {
  const { holders } = extent;
  const place = holders.indexOf(holder.id);
  const last = holders.pop() as number;
  if (place < holders.length) holders[place] = last;
  countIn(memory, holder, extent, -1);
  if (holders.length === 0) release(memory, extent);
}

/** A holder loses the pages from one on. */
export function truncate(memory: MemoryState, holder: Holder, page: number): void {
  cut(memory, holder, page);
  const first = indexAfter(holder, page);
  const gone = holder.runs.splice(first);
  for (const run of gone) letGo(memory, holder, extentOf(memory, run.extent));
}

/** Takes an extent from all regions that map it; a file keeps it. */
export function unmapEverywhere(memory: MemoryState, extent: Extent): void {
  for (const id of [...extent.holders]) {
    const holder = holderOf(memory, id);
    if (holder.kind === "cache") continue;
    detach(memory, holder, indexAfter(holder, extent.start));
  }
}

function alike(first: Extent, second: Extent): boolean {
  return (
    first.holders.length === 1 &&
    second.holders.length === 1 &&
    first.place === second.place &&
    first.dirty === second.dirty &&
    first.used === second.used &&
    goesOn(first.content, first.count, second.content)
  );
}

/** Joins runs of a holder that lie side by side and are alike, from the one before a page up to the one after another. */
export function merge(memory: MemoryState, holder: Holder, from: number, to: number): void {
  const { runs } = holder;
  let index = Math.max(0, indexAfter(holder, from) - 1);
  for (let next = runs[index + 1]; next !== undefined && next.start <= to; next = runs[index + 1]) {
    const run = runs[index] as Run;
    const first = extentOf(memory, run.extent);
    const second = extentOf(memory, next.extent);
    if (run.start + run.count !== next.start || !alike(first, second)) {
      index += 1;
      continue;
    }
    first.count += second.count;
    unite(memory, first, second);
    run.count += next.count;
    delete memory.extents[second.id];
    runs.splice(index + 1, 1);
  }
}
