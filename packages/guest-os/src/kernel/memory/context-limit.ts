import type { Act } from "../act.ts";
import { makes } from "../names/checks.ts";
import { HOST_CONTEXT, isContext } from "../names/credentials.ts";
import type { ProcessEntry } from "../state.ts";
import { indexAfter } from "./frames.ts";
import { killAll } from "./out-of-memory.ts";
import type { Holder, MemoryState, Run } from "./state.ts";

/** Pages of a context's processes that are in frames: each process counts what it has mapped, shared or not. */
export function residentPages(memory: MemoryState, context: number): number {
  return Object.values(memory.spaces).reduce(
    (sum, space) => (space.context === context ? sum + space.pages - space.swapped : sum),
    0,
  );
}

/**
 * Whether the context of a process lets it have so many more pages in frames. Linux-VServer counts resident pages of all
 * processes of a context (RLIMIT_RSS) and looks before each page (vx_rsspages_avail, quoted); here, before a batch.
 */
export function contextHasPages({ context }: Act, process: ProcessEntry, pages: number): boolean {
  const { xid } = process.credentials;
  if (pages <= 0 || xid === HOST_CONTEXT || !makes(context, "limits")) return true;
  const confinement = context.tenants[process.tenant]?.confinement;
  const most = isContext(confinement) ? confinement.limits?.pages : undefined;
  return most === undefined || residentPages(context.memory, xid) + pages <= most;
}

/**
 * Whether a process gets so many pages; if not, it is killed, with all that share its memory, as a fault that finds no
 * memory kills who took it (recalled: do_anonymous_page fails, and do_page_fault kills). Nobody outside of its context is.
 */
export function takesWithinLimit(act: Act, process: ProcessEntry, pages: number): boolean {
  if (contextHasPages(act, process, pages)) return true;
  killAll(act, process);
  return false;
}

/** Pages of a stretch of a region that are not in frames for it yet. */
export function absentOf(memory: MemoryState, region: Holder, start: number, count: number): number {
  let absent = count;
  for (let index = indexAfter(region, start); index < region.runs.length; index += 1) {
    const run = region.runs[index] as Run;
    if (run.start >= start + count) break;
    if (memory.extents[run.extent]?.place === "swap") continue;
    absent -= Math.min(run.start + run.count, start + count) - Math.max(run.start, start);
  }
  return absent;
}
