import { ModelError } from "@crosstalk/engine";
import type { Content, MemoryWatcher } from "@crosstalk/hardware";
import { linuxMemoryConstants as constants } from "../constants.ts";
import { contentAt } from "./content.ts";
import { createPhysical, divide, occupy, occupyForKernel, vacate } from "./physical.ts";
import type { Extent, Holder, MemoryOptions, MemoryState, Run } from "./state.ts";
import { watermarksOf } from "./watermarks.ts";

/** Bytes of a page: a definition. */
const PAGE = 4_096;

/**
 * Most processes on so many pages: stacks of all take at most an eighth of memory, each has two frames. The limit of half of
 * that for each user is left out.
 */
const mostProcesses = (pages: number): number =>
  Math.max(constants.leastProcesses.value, Math.floor(pages / constants.framesPerProcess.value));

/** A kernel's memory on a machine of so many pages, with all free that the kernel has not taken for itself. */
export function createMemory(
  path: string,
  pages: number,
  options: MemoryOptions = {},
  watcher: MemoryWatcher | undefined = undefined,
): MemoryState {
  const kernel =
    (options.kernelPages ?? constants.kernelPages.value) + Math.ceil((pages * constants.frameNoteBytes.value) / PAGE);
  if (!(pages > kernel))
    throw new RangeError(`${path}: the machine has ${pages} pages; allowed is more than ${kernel}, which the kernel takes`);
  return {
    path,
    pages,
    watermarks: watermarksOf(pages),
    swap: options.swap ?? null,
    fileDevice: options.fileDevice ?? null,
    processNumbers: options.processNumbers ?? constants.processNumbers.value,
    mostProcesses: mostProcesses(pages),
    at: 0,
    free: pages - kernel,
    kernel,
    swapped: 0,
    processes: 0,
    extents: {},
    holders: {},
    spaces: {},
    files: {},
    numbers: 0,
    ...(watcher === undefined ? {} : { physical: createPhysical(path, watcher, pages, kernel) }),
  };
}

/** The next number for an extent, holder or space. */
export function nextNumber(memory: MemoryState): number {
  memory.numbers += 1;
  return memory.numbers;
}

/** Frames pass from free to the kernel itself; negative: back. */
export function takeForKernel(memory: MemoryState, frames: number): void {
  memory.kernel += frames;
  memory.free -= frames;
  if (memory.free < 0) throw new ModelError(`${memory.path} has no frames left for its own tables`);
  occupyForKernel(memory, frames);
}

/** The extent of that number. */
export function extentOf(memory: MemoryState, id: number): Extent {
  const extent = memory.extents[id];
  if (extent === undefined) throw new ModelError(`${memory.path} has no extent ${id}`);
  return extent;
}

/** The region or file of that number. */
export function holderOf(memory: MemoryState, id: number): Holder {
  const holder = memory.holders[id];
  if (holder === undefined) throw new ModelError(`${memory.path} has no region ${id}`);
  return holder;
}

/** Takes free frames for an extent that nobody holds yet. */
export function allocate(memory: MemoryState, start: number, count: number, content: Content, dirty: boolean): Extent {
  if (count > memory.free) throw new ModelError(`${memory.path} takes ${count} frames, but has ${memory.free}`);
  memory.free -= count;
  const extent: Extent = { id: nextNumber(memory), start, count, content, place: "memory", dirty, used: memory.at, holders: [] };
  memory.extents[extent.id] = extent;
  occupy(memory, extent, count);
  return extent;
}

/** Forgets an extent that nobody holds; its frames or its place in the swap area are free. */
export function release(memory: MemoryState, extent: Extent): void {
  if (extent.place === "memory") {
    memory.free += extent.count;
    vacate(memory, extent);
  } else if (extent.place === "swap") memory.swapped -= extent.count;
  delete memory.extents[extent.id];
}

/** Index of the first run of a holder that ends after a page. */
export function indexAfter({ runs }: Holder, page: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle] as Run;
    if (run.start + run.count > page) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Splits an extent after so many pages, for all who hold it. Takes time in proportion to their number. */
export function splitExtent(memory: MemoryState, extent: Extent, at: number): void {
  const rest: Extent = {
    ...extent,
    id: nextNumber(memory),
    start: extent.start + at,
    count: extent.count - at,
    content: contentAt(extent.content, at),
    holders: [...extent.holders],
  };
  extent.count = at;
  divide(memory, extent, rest, at);
  memory.extents[rest.id] = rest;
  for (const id of rest.holders) {
    const holder = holderOf(memory, id);
    const { runs } = holder;
    const index = indexAfter(holder, extent.start);
    const run = runs[index];
    if (run?.extent !== extent.id) throw new ModelError(`region ${id} does not hold extent ${extent.id}`);
    run.count = at;
    runs.splice(index + 1, 0, { extent: rest.id, start: run.start + at, count: rest.count });
  }
}
