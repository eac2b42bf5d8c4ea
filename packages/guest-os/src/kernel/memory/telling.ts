import type { ModelEvent } from "@crosstalk/engine";
import { type FramesEvent, makeSegment, type Segment } from "@crosstalk/hardware";
import type { MemoryState } from "./state.ts";

/** Tells who watches the machine's memory what has become of its frames in this instant, before anything that follows from it. */
export function tellWatcher({ physical }: MemoryState, out: ModelEvent[]): void {
  if (physical === undefined) return;
  const { watcher, written, read, ballooned, returned } = physical;
  if (written.length + read.length + ballooned.length + returned.length === 0) return;
  const event: FramesEvent = { type: "FRAMES", to: watcher.path, machine: watcher.id, written, read, ballooned, returned };
  out.unshift(event as unknown as ModelEvent);
  physical.written = [];
  physical.read = [];
  physical.ballooned = [];
  physical.returned = [];
}

/**
 * Marks a process's burst for the frames that have been touched since the last one was: by its first segment, wherever
 * in it the process gets to them.
 */
export function markTouches({ physical }: MemoryState, burst: readonly Segment[]): readonly Segment[] {
  const first = burst[0];
  if (physical === undefined || physical.touched === 0 || first === undefined) return burst;
  const touches = physical.touched + (first.touches ?? 0);
  physical.touched = 0;
  const { parts, from, footprint, masked, trap } = first;
  const marked = burst.slice();
  marked[0] = makeSegment({ parts, from, footprint, masked, trap, touches });
  return marked;
}
