import { allocate, extentOf, holderOf, indexAfter, nextNumber } from "./frames.ts";
import { occupy, rewrite, use } from "./physical.ts";
import { attach, cut, merge } from "./runs.ts";
import type { Holder, MemoryState, Run } from "./state.ts";

/**
 * The cache of a file's pages. A page that has been read is held until its frame is wanted elsewhere; what has been
 * written of a file is remembered even then, as pages on the disk.
 */
export function cacheOf(memory: MemoryState, file: string): Holder {
  const known = memory.files[file];
  if (known !== undefined) return holderOf(memory, known);
  const id = nextNumber(memory);
  const pages = Number.MAX_SAFE_INTEGER;
  const cache: Holder = { id, kind: "cache", name: file, space: null, file, pages, next: 0, versions: 0, runs: [] };
  memory.files[file] = id;
  memory.holders[id] = cache;
  return cache;
}

/** Pages of a stretch of a file that have no frame. */
export function absentPages(memory: MemoryState, cache: Holder, start: number, count: number): number {
  let absent = count;
  for (let index = indexAfter(cache, start); index < cache.runs.length; index += 1) {
    const run = cache.runs[index] as Run;
    if (run.start >= start + count) break;
    if (extentOf(memory, run.extent).place !== "memory") continue;
    absent -= Math.min(run.start + run.count, start + count) - Math.max(run.start, start);
  }
  return absent;
}

/** Sees to it that a stretch of a file is in frames; returns how many pages were not. */
export function bringIn(memory: MemoryState, cache: Holder, start: number, count: number): number {
  const end = start + count;
  cut(memory, cache, start);
  cut(memory, cache, end);
  let read = 0;
  for (let page = start, index = indexAfter(cache, start); page < end; index += 1) {
    const run = cache.runs[index];
    if (run === undefined || run.start > page) {
      const gap = Math.min(end, run?.start ?? end) - page;
      attach(memory, cache, allocate(memory, page, gap, { kind: "file", file: cache.name, offset: page }, false));
      read += gap;
      page += gap;
      continue;
    }
    const extent = extentOf(memory, run.extent);
    if (extent.place === "disk") {
      extent.place = "memory";
      memory.free -= extent.count;
      occupy(memory, extent, extent.count);
      read += extent.count;
    }
    extent.used = memory.at;
    use(memory, extent);
    page += run.count;
  }
  return read;
}

/** A process reads a stretch of a file; returns how many pages came from the disk. */
export function readCached(memory: MemoryState, cache: Holder, start: number, count: number): number {
  const read = bringIn(memory, cache, start, count);
  merge(memory, cache, start, start + count);
  return read;
}

/** A stretch of a file that is in frames has another content now, for all who map it. */
export function changeFile(memory: MemoryState, cache: Holder, start: number, count: number): void {
  const end = start + count;
  cut(memory, cache, start);
  cut(memory, cache, end);
  cache.versions += 1;
  const process = `${memory.path}/file ${cache.name}`;
  for (let index = indexAfter(cache, start); index < cache.runs.length; index += 1) {
    const run = cache.runs[index] as Run;
    if (run.start >= end) break;
    const extent = extentOf(memory, run.extent);
    extent.content = { kind: "private", process, page: run.start, version: cache.versions };
    extent.dirty = true;
    extent.used = memory.at;
    rewrite(memory, extent);
  }
  merge(memory, cache, start, end);
}

/** Maps a stretch of a file that is in frames into a region at the same pages, where the region has nothing. */
export function mapCached(memory: MemoryState, region: Holder, cache: Holder, start: number, count: number): void {
  const end = start + count;
  cut(memory, cache, start);
  cut(memory, cache, end);
  for (let index = indexAfter(cache, start); index < cache.runs.length; index += 1) {
    const run = cache.runs[index] as Run;
    if (run.start >= end) break;
    attach(memory, region, extentOf(memory, run.extent));
  }
}
