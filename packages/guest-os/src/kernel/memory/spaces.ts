import { ModelError } from "@crosstalk/engine";
import { extentOf, holderOf, nextNumber, takeForKernel } from "./frames.ts";
import { countIn, countPages, leastTables, truncate } from "./runs.ts";
import type { Holder, MemoryState, Space } from "./state.ts";

/** Makes a space without regions for a process of a context, by default the host's; its first page tables take frames. */
export function createSpace(memory: MemoryState, context = 0): Space {
  const space: Space = {
    id: nextNumber(memory),
    context,
    users: 1,
    regions: [],
    heap: null,
    mapped: null,
    pages: 0,
    swapped: 0,
    tables: leastTables(),
    positions: {},
  };
  takeForKernel(memory, leastTables());
  memory.spaces[space.id] = space;
  return space;
}

/** The space of that number. */
export function spaceOf(memory: MemoryState, id: number): Space {
  const space = memory.spaces[id];
  if (space === undefined) throw new ModelError(`${memory.path} has no address space ${id}`);
  return space;
}

/** Adds a region of so many pages, none of which there is yet. */
export function addRegion(memory: MemoryState, space: Space, region: Pick<Holder, "kind" | "name" | "file" | "pages">): Holder {
  const { kind, name, file, pages } = region;
  const id = nextNumber(memory);
  const holder: Holder = { kind, name, file, pages, id, space: space.id, next: 0, versions: 0, runs: [] };
  memory.holders[holder.id] = holder;
  space.regions.push(holder.id);
  return holder;
}

/** The region of that name, if there is one. */
export function findRegion(memory: MemoryState, space: Space, name: string): Holder | undefined {
  for (const id of space.regions) if (memory.holders[id]?.name === name) return memory.holders[id];
  return undefined;
}

/** Takes a region away with its pages. */
export function removeRegion(memory: MemoryState, space: Space, region: Holder): void {
  truncate(memory, region, 0);
  space.regions.splice(space.regions.indexOf(region.id), 1);
  if (space.heap === region.id) space.heap = null;
  if (space.mapped === region.id) space.mapped = null;
  delete memory.holders[region.id];
}

/**
 * A copy of a space, as fork makes: both hold the same extents, and whoever writes to one that is not shared copies it.
 * Simplified: who alone is left with an extent writes to it without a fault.
 */
export function forkSpace(memory: MemoryState, parent: Space): Space {
  const child = createSpace(memory, parent.context);
  child.positions = { ...parent.positions };
  for (const id of parent.regions) {
    const { kind, name, file, pages, next, runs } = holderOf(memory, id);
    const region = addRegion(memory, child, { kind, name, file, pages });
    region.next = next;
    region.runs = runs.map((run) => ({ ...run }));
    for (const run of runs) {
      const extent = extentOf(memory, run.extent);
      extent.holders.push(region.id);
      countIn(memory, region, extent, 1);
    }
    if (parent.heap === id) child.heap = region.id;
    if (parent.mapped === id) child.mapped = region.id;
  }
  return child;
}

/** A user leaves a space; after the last one it is gone, with its pages and page tables. */
export function leaveSpace(memory: MemoryState, space: Space): void {
  space.users -= 1;
  if (space.users > 0) return;
  for (const id of space.regions) {
    truncate(memory, holderOf(memory, id), 0);
    delete memory.holders[id];
  }
  space.regions = [];
  countPages(memory, space, -space.pages);
  takeForKernel(memory, -space.tables);
  delete memory.spaces[space.id];
}
