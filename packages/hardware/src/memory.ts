import { type Content, contentAt } from "./content.ts";

/** A run of machine pages of 4 KiB that are alike; split on demand, so that many VMs fit. */
export interface Extent {
  /** Who owns the pages, such as a VM's path; `free` for nobody. */
  readonly owner: string;
  /** Pages in it, at least 1. */
  readonly count: number;
  /** Content of its first page; that of page n follows by offset or page number. */
  readonly content: Content;
  /** Accesses of the whole extent in a second. */
  readonly accessRate: number;
  /** Writes of the whole extent in a second, at most `accessRate`. */
  readonly writeRate: number;
}

/** Memory that a segment works on: what caches and translation buffers see of it. */
export interface Footprint {
  /** Name of the address space, unique in the host: whose lines and translations they are. */
  readonly space: string;
  /** Pages that are only read. */
  readonly read: number;
  /** Pages that are written. */
  readonly written: number;
  /** Cache-line accesses for each nanosecond of plain work. */
  readonly intensity: number;
}

/** The owner of pages that nobody has. */
export const FREE = "free";

/** Splits an extent after `count` pages; access and write rates are divided in proportion. */
export function splitExtent(extent: Extent, count: number): readonly [Extent, Extent] {
  if (!Number.isSafeInteger(count) || count < 1 || count >= extent.count) {
    throw new RangeError(`can't split an extent of ${extent.count} pages after ${count}; allowed is 1 to ${extent.count - 1}`);
  }
  const share = count / extent.count;
  const first = { ...extent, count, accessRate: extent.accessRate * share, writeRate: extent.writeRate * share };
  const rest = {
    ...extent,
    count: extent.count - count,
    content: contentAt(extent.content, count),
    accessRate: extent.accessRate - first.accessRate,
    writeRate: extent.writeRate - first.writeRate,
  };
  return [first, rest];
}

/** Physical memory as a list of extents; the counts always add up to the machine's pages. */
export interface Memory {
  readonly pages: number;
  readonly extents: readonly Extent[];
}

/** Memory that nobody owns yet. */
export function emptyMemory(pages: number): Memory {
  return { pages, extents: [{ owner: FREE, count: pages, content: { kind: "zero" }, accessRate: 0, writeRate: 0 }] };
}

/** Pages that an owner has. */
export function pagesOf(memory: Memory, owner: string): number {
  return memory.extents.reduce((sum, extent) => (extent.owner === owner ? sum + extent.count : sum), 0);
}

/** Gives free pages, cleared, to an owner. Throws if there are too few. */
export function allocatePages(memory: Memory, owner: string, count: number): Memory {
  const free = pagesOf(memory, FREE);
  if (!Number.isSafeInteger(count) || count < 0 || count > free) {
    throw new RangeError(`can't give ${count} pages to ${owner}; allowed is 0 to ${free}, the pages that are free`);
  }
  return { ...memory, extents: moved(memory.extents, FREE, owner, count) };
}

/** Takes pages back from an owner; they become free. Throws if it has fewer. */
export function releasePages(memory: Memory, owner: string, count: number): Memory {
  const owned = pagesOf(memory, owner);
  if (!Number.isSafeInteger(count) || count < 0 || count > owned) {
    throw new RangeError(`can't take ${count} pages from ${owner}; allowed is 0 to ${owned}, the pages that it has`);
  }
  return { ...memory, extents: moved(memory.extents, owner, FREE, count) };
}

/** Cleared and not used yet: extents of this kind that lie side by side are one. */
function isBlank({ content, accessRate }: Extent): boolean {
  return content.kind === "zero" && accessRate === 0;
}

function moved(extents: readonly Extent[], from: string, to: string, count: number): Extent[] {
  const result: Extent[] = [];
  const push = (extent: Extent): void => {
    const last = result.at(-1);
    if (last !== undefined && isBlank(last) && isBlank(extent) && last.owner === extent.owner)
      result[result.length - 1] = { ...last, count: last.count + extent.count };
    else result.push(extent);
  };
  let rest = count;
  for (const extent of extents) {
    if (extent.owner !== from || rest === 0) {
      push(extent);
      continue;
    }
    const taken = Math.min(rest, extent.count);
    const [first, remainder] = taken === extent.count ? [extent, undefined] : splitExtent(extent, taken);
    push({ ...first, owner: to, content: { kind: "zero" }, accessRate: 0, writeRate: 0 });
    if (remainder !== undefined) push(remainder);
    rest -= taken;
  }
  return result;
}
