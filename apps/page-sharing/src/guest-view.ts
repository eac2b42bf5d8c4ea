import { type KernelContext, visibleMemory } from "@crosstalk/guest-os";

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** A number of 32 bits for a text, by FNV-1a. */
function hashOf(text: string): number {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return hash >>> 0;
}

/**
 * All that guests can know but for the time, as a number: what each kernel has been asked for and has decided, which pages
 * hold what, what is free, who runs. Equal numbers with sharing and without: nobody has noticed anything.
 */
export function viewOf(kernels: readonly KernelContext[]): number {
  const all = kernels.map(({ memory, counts, processes, endings }) => ({
    counts: Object.entries(counts).sort(),
    pages: visibleMemory(memory)
      .map((extent) => JSON.stringify(extent))
      .sort(),
    free: memory.free,
    processes: processes.map((process) => (process === null ? null : { name: process.name, at: process.pc })),
    endings: endings.map(({ program, killed }) => [program, killed]),
  }));
  return hashOf(JSON.stringify(all));
}
