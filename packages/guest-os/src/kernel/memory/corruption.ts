import { random } from "@crosstalk/engine";
import { type Act, tenantNameOf } from "../act.ts";
import { kill } from "../names/death.ts";
import { writeLog } from "../names/kernel-log.ts";
import type { ProcessEntry } from "../state.ts";
import { splitExtent } from "./frames.ts";
import { rewrite } from "./physical.ts";
import type { Extent, MemoryState } from "./state.ts";

/** Begins the content of a page that a bug of the kernel has written over. */
function stray({ path }: MemoryState): string {
  return `${path}/stray write`;
}

function isMapped(memory: MemoryState, { place, holders }: Extent): boolean {
  return place === "memory" && holders.some((id) => memory.holders[id]?.space != null);
}

/**
 * A bug of the kernel writes to a page that is not the caller's to write to: one frame, drawn among all that processes of
 * this kernel have mapped, holds something else from then on. A kernel reaches all memory of its machine, and no other.
 * Says so by CORRUPTED, with the processes that have the page mapped.
 *
 * Simplified: frames that are free or the kernel's own are left out, for a stray write to the former does nothing and to
 * the latter is a panic, which is a fault of its own.
 */
export function strayWrite(act: Act, process: ProcessEntry): void {
  const { memory, corrupted } = act.context;
  const mapped = Object.values(memory.extents).filter((extent) => isMapped(memory, extent));
  const frames = mapped.reduce((sum, { count }) => sum + count, 0);
  if (frames === 0) return;
  let left = random(`${tenantNameOf(act, process)}/${process.role}: stray write`).integer(0, frames - 1);
  const hit = mapped.find(({ count }) => {
    left -= count;
    return left < 0;
  }) as Extent;
  const page = splitOff(memory, hit, left + hit.count);
  page.content = { kind: "private", process: stray(memory), page: 0, version: corrupted.length };
  rewrite(memory, page);
  corrupted.push(page.id);
  const spaces = page.holders.map((id) => memory.holders[id]?.space);
  const holders = act.context.processes.filter((each): each is ProcessEntry => each !== null && spaces.includes(each.space));
  const mappedBy = holders.map((each) => `${tenantNameOf(act, each)}/${each.role}`);
  act.out.push({ type: "CORRUPTED", extent: page.id, mappedBy });
}

/** Makes an extent of its own of the page at a place within an extent. */
function splitOff(memory: MemoryState, extent: Extent, at: number): Extent {
  let page = extent;
  if (at > 0) {
    splitExtent(memory, extent, at);
    page = memory.extents[memory.numbers] as Extent;
  }
  if (page.count > 1) splitExtent(memory, page, 1);
  return page;
}

/**
 * Whether a process that goes on dies of a page of its own that a bug of the kernel has written over: it uses it, and
 * what it finds there leads it to an address that is nobody's. Simplified: a process uses all its pages all the time.
 */
export function diesOfCorruption(act: Act, process: ProcessEntry): boolean {
  const { memory, corrupted } = act.context;
  const isHit = corrupted.some((id) => {
    const extent = memory.extents[id];
    if (extent?.content.kind !== "private" || extent.content.process !== stray(memory)) return false;
    return extent.holders.some((holder) => memory.holders[holder]?.space === process.space);
  });
  if (!isHit) return false;
  writeLog(act, process, "segfault");
  kill(act, process);
  return process.ended;
}
