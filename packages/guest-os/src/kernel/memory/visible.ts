import { type Content, FREE, type Extent as MachineExtent } from "@crosstalk/hardware";
import type { MemoryState } from "./state.ts";

/**
 * A kernel's frames as what lies below it could see them: extents by content, that add up to the machine's pages. What
 * is free is of the owner `free` and of content zero; the kernel's own pages are of content that nobody else has.
 * Simplified: free frames are taken for cleared, though Linux clears them only when it gives them to a process.
 */
export function visibleMemory(memory: MemoryState): readonly MachineExtent[] {
  const { path } = memory;
  const extent = (owner: string, count: number, content: Content): MachineExtent => ({
    owner,
    count,
    content,
    accessRate: 0,
    writeRate: 0,
  });
  const own: Content = { kind: "private", process: `${path}/kernel`, page: 0, version: 0 };
  const all = [extent(path, memory.kernel, own)];
  for (const { place, count, content } of Object.values(memory.extents))
    if (place === "memory") all.push(extent(path, count, content));
  if (memory.free > 0) all.push(extent(FREE, memory.free, { kind: "zero" }));
  return all;
}
