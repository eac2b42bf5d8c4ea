import type { Content } from "@crosstalk/hardware";
import { enterHints, forgetHints, lookUp, placeOf, tidy, unmap } from "./hash-table.ts";
import type { ManagedMachine, MemoryContext, PageRun } from "./memory-state.ts";
import { joinRuns, runsOf } from "./page-runs.ts";

/** What a look at pages has come to, in pages. */
export interface Looked {
  hashed: number;
  /** Compared with a page of equal hash; of hints, which had to be hashed again before, both count. */
  compared: number;
  shared: number;
}

/**
 * Looks at a stretch of a VM's pages, whether any is equal to one in the table: then both are mapped on one page of the
 * host, read-only. Of those that are not, a hint is left.
 */
export function sharePages(context: MemoryContext, id: number, start: number, count: number): Looked {
  const looked: Looked = { hashed: 0, compared: 0, shared: 0 };
  const machine = context.machines[id] as ManagedMachine;
  for (const { start: page, count: pages, state, content } of runsOf(machine, start, count).map((run) => ({ ...run }))) {
    if (state !== "private" && state !== "hint") continue;
    looked.hashed += pages;
    if (state === "private") {
      if (content.kind === "zero") shareZeros(context, id, page, pages, looked);
      else shareRun(context, id, page, pages, content, looked);
    }
  }
  joinRuns(machine, start, count);
  context.counts.scanned += looked.hashed;
  context.counts.merged += looked.shared;
  return looked;
}

/** Pages of contents that differ from one another. */
function shareRun(context: MemoryContext, id: number, page: number, pages: number, content: Content, looked: Looked): void {
  const { family, at } = placeOf(content);
  const machine = context.machines[id] as ManagedMachine;
  for (const { at: place, count, entry } of lookUp(context, family, at, pages)) {
    const first = page + place - at;
    if (entry === null) {
      become(machine, first, count, "hint");
      enterHints(context, family, { at: place, count, machine: id, page: first });
      context.counts.hinted += count;
      continue;
    }
    if (entry.references === 0) {
      const holder = context.machines[entry.machine] as ManagedMachine;
      become(holder, entry.page, count, "shared");
      joinRuns(holder, entry.page, count);
      entry.references = 1;
      looked.hashed += count;
      looked.shared += count;
    }
    become(machine, first, count, "shared");
    entry.references += 1;
    context.free += count;
    looked.compared += count;
    looked.shared += count;
  }
  tidy(context, family, at, pages);
}

/** Pages that are all equal. */
function shareZeros(context: MemoryContext, id: number, page: number, pages: number, looked: Looked): void {
  const machine = context.machines[id] as ManagedMachine;
  const [found] = lookUp(context, "zero", 0, 1);
  let entry = found?.entry ?? null;
  let left = pages;
  if (entry === null) {
    left -= 1;
    become(machine, page + left, 1, "hint");
    enterHints(context, "zero", { at: 0, count: 1, machine: id, page: page + left });
    context.counts.hinted += 1;
    entry = lookUp(context, "zero", 0, 1)[0]?.entry ?? null;
  }
  if (entry === null || left === 0) return;
  let shared = left;
  if (entry.references === 0) {
    const holder = context.machines[entry.machine] as ManagedMachine;
    become(holder, entry.page, 1, "shared");
    joinRuns(holder, entry.page, 1);
    entry.references = 1;
    looked.hashed += 1;
    shared += 1;
  }
  become(machine, page, left, "shared");
  entry.references += left;
  context.free += left;
  looked.compared += left;
  looked.shared += shared;
  context.counts.mergedZero += shared;
}

function become(machine: ManagedMachine, start: number, count: number, state: PageRun["state"]): void {
  for (const run of runsOf(machine, start, count)) run.state = state;
}

/** A run of pages is no longer what its entry in the table says; shared ones lose their mapping. Returns pages of the host freed. */
export function leaveTable(context: MemoryContext, { state, content, count }: PageRun): number {
  const { family, at } = placeOf(content);
  const isZero = content.kind === "zero";
  if (state === "hint") forgetHints(context, family, at, isZero ? 1 : count);
  if (state !== "shared") return 0;
  return isZero ? unmap(context, family, 0, 1, count) : unmap(context, family, at, count);
}
