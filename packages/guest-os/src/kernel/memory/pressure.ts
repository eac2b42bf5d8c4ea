import { addOperations } from "@crosstalk/hardware";
import { type Act, count, kernelSegment } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { killForMemory } from "./out-of-memory.ts";
import { workAndWait } from "./paying.ts";
import { reclaim } from "./reclaim.ts";

/**
 * Sees to it that there are so many free frames above the low watermark. `room`: there are, or at least above the
 * minimum, with nothing more to reclaim. `later`: the process has been set to reclaim, and its instruction is carried
 * out again afterwards; or it has been killed. `full`: there are not, and nobody may be killed.
 *
 * Model notes: who needs frames reclaims them, up to the high watermark, and waits until what it has chosen has been
 * written (direct reclaim). Linux has a thread beside, kswapd, which begins at the low watermark, so that processes wait
 * less; it is left out, and so are pdflush and the limits on dirty pages. Frames are free, and swapped pages gone, when
 * they are chosen: another processor may have them before they are written.
 */
export function makeRoom(act: Act, process: ProcessEntry, frames: number, mayKill = true): "room" | "later" | "full" {
  const { memory } = act.context;
  const { min, low, high } = memory.watermarks;
  if (memory.free - frames >= low) return "room";
  const done = reclaim(memory, frames + high - memory.free);
  while (done.pages === 0 && memory.free - frames < min) {
    if (!mayKill) return "full";
    killForMemory(act);
    if (process.killed) return "later";
  }
  if (done.pages === 0) return "room";
  count(act, "pages reclaimed", done.pages);
  const work = kernelSegment(act, process, addOperations({}, act.model.costs.reclaimPage, done.pages));
  workAndWait(act, process, [work], { written: done.written, swappedOut: done.swapped }, true);
  return "later";
}
