import type { BalloonAskEvent, BalloonTargetEvent } from "@crosstalk/hardware";
import { type Act, count, processOf } from "../act.ts";
import { linuxMemoryConstants } from "../constants.ts";
import { goOn } from "../interpret.ts";
import type { ProcessEntry } from "../state.ts";
import { ballooned, occupyForBalloon } from "./physical.ts";
import { makeRoom } from "./pressure.ts";
import type { MemoryState } from "./state.ts";

/** Pages that the balloon grows by at most at a time, which is a second. */
const mostAtATime = (): number => linuxMemoryConstants.balloonStep.value;

/** A balloon driver asks who watches the machine's memory for its target; it holds its processor until the answer comes. */
export function askForTarget(act: Act, process: ProcessEntry): void {
  const { path, memory } = act.context;
  const { physical } = memory;
  if (physical === undefined) {
    process.pc += 1;
    goOn(act, process);
    return;
  }
  const { watcher } = physical;
  const event: BalloonAskEvent = {
    type: "BALLOON_ASK",
    to: watcher.path,
    machine: watcher.id,
    from: path,
    on: act.on,
    process: process.pid,
  };
  act.out.push(event as never);
}

/**
 * A balloon driver has its target: it takes frames of its kernel as any driver would, which are reclaimed first where
 * there are too few, or gives them back; and goes on. Nobody is killed for a balloon's sake.
 */
export function takeTarget(act: Act, { process: pid, pages }: BalloonTargetEvent): void {
  const process = processOf(act, pid);
  const { memory } = act.context;
  const missing = pages - ballooned(memory);
  const frames = Math.max(-mostAtATime(), Math.min(mostAtATime(), missing));
  if (frames > 0) {
    const room = makeRoom(act, process, frames, false);
    if (room === "later") return;
    if (room === "room" && memory.free - frames >= memory.watermarks.min) inflate(act, memory, frames);
  } else if (frames < 0) inflate(act, memory, frames);
  process.pc += 1;
  goOn(act, process);
}

function inflate(act: Act, memory: MemoryState, frames: number): void {
  memory.kernel += frames;
  memory.free -= frames;
  occupyForBalloon(memory, frames);
  count(act, frames > 0 ? "pages ballooned" : "pages returned", Math.abs(frames));
}
