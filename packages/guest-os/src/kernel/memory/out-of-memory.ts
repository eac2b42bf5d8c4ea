import { ModelError } from "@crosstalk/engine";
import { type Act, count } from "../act.ts";
import { kill } from "../kill.ts";
import type { ProcessEntry } from "../state.ts";

/** Pages of a process, in frames or swapped out; 0 when it has ended. */
function pagesOf({ context: { memory } }: Act, process: ProcessEntry): number {
  return memory.spaces[process.space]?.pages ?? 0;
}

/** Its children with memory of their own. */
function children(act: Act, process: ProcessEntry): ProcessEntry[] {
  return process.children.flatMap(({ pid, ended }) => {
    const child = act.context.processes[pid];
    return child && !ended && child.space !== process.space ? [child] : [];
  });
}

/**
 * Badness of a process: its pages, with half of those of its children. Linux 2.6's (mm/oom_kill.c, quoted from its
 * discussion on linux-mm), simplified: it takes the size of mappings, touched or not, and divides by the roots of the
 * time that a process has used and lived, doubles for the niced and quarters for root.
 */
function badness(act: Act, process: ProcessEntry): number {
  return children(act, process).reduce((sum, child) => sum + Math.floor(pagesOf(act, child) / 2) + 1, pagesOf(act, process));
}

/**
 * Nothing can be reclaimed: kills the process of the largest badness, with all that share its memory; of one that has
 * children with memory of their own, the first of them, as Linux 2.6 does (oom_kill_process, quoted from linux-mm).
 */
export function killForMemory(act: Act): void {
  let worst: ProcessEntry | undefined;
  let most = 0;
  for (const process of act.context.processes) {
    if (process === null || process.space === 0) continue;
    const points = badness(act, process);
    if (points <= most) continue;
    most = points;
    worst = process;
  }
  if (worst === undefined) throw new ModelError(`${act.context.path} is out of memory, with no process to be killed`);
  killAll(act, children(act, worst)[0] ?? worst);
}

/** Kills a process for want of memory, with all that share its memory. Says so by OUT_OF_MEMORY. */
export function killAll(act: Act, victim: ProcessEntry): void {
  const pages = pagesOf(act, victim);
  count(act, "out of memory");
  const { name, tenant, program, pid, space } = victim;
  act.out.push({ type: "OUT_OF_MEMORY", process: name, tenant, program, pid, pages });
  for (const process of act.context.processes) if (process !== null && process.space === space) kill(act, process);
}
