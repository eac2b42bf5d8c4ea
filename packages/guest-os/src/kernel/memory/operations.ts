import { ModelError } from "@crosstalk/engine";
import { addOperations, type Operations, type Segment } from "@crosstalk/hardware";
import type { Instruction } from "../../code.ts";
import { type Act, count, kernelSegment, userAccount } from "../act.ts";
import { linuxMemoryConstants } from "../constants.ts";
import { touchingSegment } from "../segments.ts";
import type { ProcessEntry } from "../state.ts";
import { type Access, accessRegion, demandOf, noAccess } from "./access.ts";
import { absentOf, takesWithinLimit } from "./context-limit.ts";
import { heapOf } from "./heap.ts";
import { absentPages, bringIn, cacheOf, changeFile, readCached } from "./page-cache.ts";
import { workAndWait } from "./paying.ts";
import { makeRoom } from "./pressure.ts";
import { addRegion, findRegion, removeRegion, spaceOf } from "./spaces.ts";
import type { Holder, MemoryState } from "./state.ts";
import { faultsOf, framesFor, grow, newPages } from "./touch.ts";

/** Plain work of touching a page, ns on the host of 2003. */
const touchWork = (): number => linuxMemoryConstants.touch.value;

/** Makes a region, or lengthens it; what is accessed next are its new pages. */
export function mapRegion(act: Act, process: ProcessEntry, instruction: Instruction & { do: "map" }): Segment {
  const { memory } = act.context;
  const { region: name, pages, file, shared } = instruction;
  const space = spaceOf(memory, process.space);
  const known = findRegion(memory, space, name);
  if (known === undefined) {
    const kind = file === undefined ? "anonymous" : shared ? "shared" : "private";
    addRegion(memory, space, { kind, name, file: file ?? null, pages });
  } else {
    known.next = known.pages;
    known.pages += pages;
  }
  count(act, "call memory-map");
  return kernelSegment(act, process, act.model.costs.calls["memory-map"]);
}

/** Takes a region away. */
export function unmapRegion(act: Act, process: ProcessEntry, { region: name }: Instruction & { do: "unmap-region" }): Segment {
  const { calls, dropPage } = act.model.costs;
  const space = spaceOf(act.context.memory, process.space);
  const before = space.pages;
  removeRegion(act.context.memory, space, regionOf(act, process, name));
  count(act, "call memory-unmap");
  return kernelSegment(act, process, addOperations(calls["memory-unmap"], dropPage, before - space.pages));
}

function regionOf(act: Act, process: ProcessEntry, name: string): Holder {
  const { memory } = act.context;
  const region = findRegion(memory, spaceOf(memory, process.space), name);
  if (region === undefined) throw new ModelError(`${process.name} has no region "${name}"`);
  return region;
}

/** Most pages that are touched at a time while frames are short, so that what is reclaimed for them is not all there is. */
function chunk(memory: MemoryState): number {
  return Math.max(linuxMemoryConstants.touchedAtOnce.value, memory.watermarks.high);
}

/**
 * A process reads or writes the next pages of a region. Faults are taken all at once as far as there are frames;
 * otherwise a part at a time, with reclaim before each.
 */
export function accessMemory(act: Act, process: ProcessEntry, instruction: Instruction & { do: "access" }): void {
  const region = regionOf(act, process, instruction.region);
  if (instruction.pages > region.pages)
    throw new ModelError(`${process.name} accesses ${instruction.pages} pages of "${region.name}", which has ${region.pages}`);
  const access = noAccess();
  const before = process.touching ?? instruction.pages;
  let left = before;
  while (left > 0) {
    process.touching = left;
    const touched = step(act, process, region, left, instruction.writes, access, left < before);
    if (touched === "later") return;
    if (touched === 0) break;
    left -= touched;
  }
  finish(act, process, before - left, left, faultOperations(act, access), access);
}

/** Accesses as many pages as can be at a time; none if something has to be paid first. */
function step(
  act: Act,
  process: ProcessEntry,
  region: Holder,
  most: number,
  writes: boolean,
  access: Access,
  owes: boolean,
): number | "later" {
  const { memory } = act.context;
  let pages = Math.min(most, region.pages - region.next);
  let demand = framesFor(demandOf(memory, region, region.next, pages, writes));
  if (memory.free - demand < memory.watermarks.low) {
    pages = Math.min(pages, chunk(memory));
    demand = framesFor(demandOf(memory, region, region.next, pages, writes));
    if (memory.free - demand < memory.watermarks.low && owes) return 0;
    if (makeRoom(act, process, demand) !== "room") return "later";
  }
  if (!takesWithinLimit(act, process, absentOf(memory, region, region.next, pages))) return "later";
  accessRegion(memory, region, region.next, pages, writes, access);
  region.next = region.next + pages === region.pages ? 0 : region.next + pages;
  return pages;
}

/** The kernel's work for the faults of an access. */
function faultOperations(act: Act, { zero, copied, file, swappedIn, read }: Access): Operations {
  const { faults } = act.model.costs;
  count(act, "fault zero", zero);
  count(act, "fault copy-on-write", copied);
  count(act, "fault file", file);
  count(act, "fault major", swappedIn + read);
  let operations = addOperations({}, faults.zero, zero);
  operations = addOperations(operations, faults["copy-on-write"], copied);
  return addOperations(operations, faults.file, file + swappedIn);
}

/** The process works for what it has accessed, waits for what is read, and then goes on with the rest or behind it. */
function finish(act: Act, process: ProcessEntry, touched: number, left: number, kernel: Operations, access: Access): void {
  process.touching = left > 0 ? left : null;
  const parts = [{ account: userAccount(act, process), operations: { work: touchWork() * touched } }];
  const work: Segment[] = [kernelSegment(act, process, kernel), { parts, from: 0 }];
  workAndWait(act, process, work, { read: access.read, swappedIn: access.swappedIn }, left > 0);
}

/** A process reads or writes the next pages of a file through the page cache, by one call. */
export function accessFile(act: Act, process: ProcessEntry, instruction: Instruction & { do: "file" }): void {
  const { memory } = act.context;
  const { file, pages, size, writes } = instruction;
  if (pages > size) throw new ModelError(`${process.name} accesses ${pages} pages of file "${file}", which has ${size}`);
  const { calls } = act.model.costs;
  const { positions } = spaceOf(memory, process.space);
  const cache = cacheOf(memory, file);
  const left = process.touching ?? pages;
  process.touching = left;
  const start = positions[file] ?? 0;
  let part = Math.min(left, size - start);
  let demand = absentPages(memory, cache, start, part);
  if (memory.free - demand < memory.watermarks.low) {
    part = Math.min(part, chunk(memory));
    demand = absentPages(memory, cache, start, part);
    if (makeRoom(act, process, demand) !== "room") return;
  }
  // What is written whole need not be read before.
  const read = writes ? 0 : readCached(memory, cache, start, part);
  if (writes) {
    bringIn(memory, cache, start, part);
    changeFile(memory, cache, start, part);
  }
  positions[file] = start + part === size ? 0 : start + part;
  const name = writes ? "file-write" : "file-read";
  const call = left === pages ? calls[name] : {};
  if (left === pages) count(act, `call ${name}`);
  const rest = left - part;
  process.touching = rest > 0 ? rest : null;
  const work = kernelSegment(act, process, addOperations(call, { pageCopy: 1 }, part));
  workAndWait(act, process, [work], { read }, rest > 0);
}

/**
 * Touches pages without a region's name where frames are short or some of the process's are swapped out: a part at a
 * time, with reclaim before each. Faults on pages that the process has read the next pages of its heap in order, so that
 * those swapped out come back.
 */
export function touchUnderPressure(act: Act, process: ProcessEntry, instruction: Instruction & { do: "run" | "touch" }): void {
  const { memory } = act.context;
  const access = noAccess();
  let left = process.touching ?? faultsOf(instruction);
  while (left > 0) {
    process.touching = left;
    const space = spaceOf(memory, process.space);
    const pages = Math.min(newPages(instruction, space, left), chunk(memory));
    if (pages > 0) {
      if (makeRoom(act, process, framesFor(pages)) !== "room") return;
      if (!takesWithinLimit(act, process, pages)) return;
      grow(act, process, instruction, pages);
      left -= pages;
      continue;
    }
    const heap = heapOf(memory, space);
    const again = Math.min(left, heap.pages);
    if (again === 0) break;
    const touched = step(act, process, heap, again, false, access, access.swappedIn > 0);
    if (touched === "later") return;
    if (touched === 0) break;
    left -= touched;
  }
  const { swappedIn } = access;
  count(act, "fault major", swappedIn);
  process.touching = left > 0 ? left : null;
  const work = left > 0 ? [] : [touchingSegment(act, process, instruction)];
  workAndWait(act, process, work, { swappedIn }, left > 0);
}
