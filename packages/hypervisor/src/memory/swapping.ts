import { ModelError, random } from "@crosstalk/engine";
import { memoryManagementConstants } from "../constants.ts";
import { payers } from "./balancing.ts";
import type { ManagedMachine, MemoryContext } from "./memory-state.ts";
import { joinRuns, pagesIn, runsOf } from "./page-runs.ts";
import { leaveTable, sharePages } from "./sharing.ts";

/** Pages that are chosen together, side by side. */
const cluster = (): number => memoryManagementConstants.pagedSideBySide.value;

/** Clusters that are looked at without finding anything before a VM is given up: a bound of ours on the search. */
const MOST_MISSES = 1_000;

/**
 * Frees so many pages of the host by paging, of the VMs that pay least for their pages first. Which pages of a VM is drawn
 * at random, for any better choice would often be the guest's own, and pages would go out twice. What is chosen is shared
 * first, if its equal is in the table. Returns how many pages were written to the swap file.
 */
export function swapOut(context: MemoryContext, pages: number): number {
  const goal = context.free + pages;
  let written = 0;
  for (const machine of payers(context)) {
    for (let misses = 0; context.free < goal && misses < MOST_MISSES && pagesIn(machine, "private", "hint") > 0; ) {
      const before = context.free;
      written += swapCluster(context, machine, goal);
      if (context.free === before) misses += 1;
    }
    if (context.free >= goal) break;
  }
  context.counts.swappedOut += written;
  return written;
}

function swapCluster(context: MemoryContext, machine: ManagedMachine, goal: number): number {
  const id = context.machines.indexOf(machine);
  const start = Math.floor(random(`${context.path}: page to swap`).uniform() * machine.pages);
  const count = Math.min(cluster(), machine.pages - start);
  if (context.management.sharing !== null) sharePages(context, id, start, count);
  let written = 0;
  for (const run of runsOf(machine, start, count)) {
    if (context.free >= goal) break;
    if (run.state !== "private" && run.state !== "hint") continue;
    if (run.state === "hint") leaveTable(context, run);
    run.state = "swapped";
    context.free += run.count;
    written += run.count;
  }
  joinRuns(machine, start, count);
  return written;
}

/** Sees to it that no more pages of the host are in use than there are, whatever it takes. */
export function coverDebt(context: MemoryContext): void {
  if (context.free >= 0) return;
  if (context.management.swapping !== null) swapOut(context, -context.free);
  if (context.free < 0)
    throw new ModelError(`${context.hypervisor} lacks ${-context.free} pages of memory: its VMs use more than the host has`);
}
