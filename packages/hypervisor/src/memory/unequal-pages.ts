import { contentAt, type FrameContent, goesOn } from "@crosstalk/hardware";
import { placeOf } from "./hash-table.ts";
import { indexAfter } from "./intervals.ts";
import type { ManagedMachine, MemoryContext, PageRun } from "./memory-state.ts";

/** Pages of a stretch of contents that are shared, by the table. */
function sharedIn({ table }: MemoryContext, family: string, at: number, count: number): number {
  let found = 0;
  for (const { start, count: pages, references } of table[family] ?? [])
    if (references > 0) found += Math.max(0, Math.min(start + pages, at + count) - Math.max(start, at));
  return found;
}

/**
 * How many pages of a VM read otherwise than they should: on the host they have another content than its kernel knows that
 * they have. Changes nothing. What is swapped out counts as what would be read.
 */
export function unequalPages(context: MemoryContext, machine: number, truth: readonly FrameContent[]): number {
  const { runs } = context.machines[machine] as ManagedMachine;
  let unequal = 0;
  for (const { first, count, content } of truth) {
    for (let index = indexAfter(runs, first); index < runs.length; index += 1) {
      const run = runs[index] as PageRun;
      if (run.start >= first + count) break;
      const from = Math.max(first, run.start);
      const pages = Math.min(first + count, run.start + run.count) - from;
      const expected = contentAt(content, from - first);
      unequal += pages - equalIn(context, run, from, pages, expected);
    }
  }
  return unequal;
}

function equalIn(context: MemoryContext, run: PageRun, from: number, pages: number, expected: FrameContent["content"]): number {
  if (run.state === "ballooned" || !goesOn(run.content, from - run.start, expected)) return 0;
  if (run.state !== "shared") return pages;
  const { family, at } = placeOf(expected);
  return expected.kind === "zero" ? pages * sharedIn(context, family, 0, 1) : sharedIn(context, family, at, pages);
}
