import { ModelError } from "@crosstalk/engine";
import { type Content, contentAt, type FrameContent, type FrameRun, type MemoryWatcher } from "@crosstalk/hardware";
import { linuxMemoryConstants } from "../constants.ts";
import type { Extent, MemoryState } from "./state.ts";

/** Text and read-only data of a kernel. */
const kernelTextPages = (): number => linuxMemoryConstants.kernelTextPages.value;

/** Name of the file that the kernel has been loaded from: kernels of one build hold equal pages. */
const KERNEL_IMAGE = "vmlinux";

/** Frames by number, for a machine whose memory is watched; there is none elsewhere, and nothing is numbered. */
export interface Physical {
  readonly watcher: MemoryWatcher;
  /** Runs of frames that are free; the last given back is the first taken, as from a processor's hot list. */
  free: FrameRun[];
  /** Runs that the kernel itself has. */
  kernel: FrameRun[];
  /** Runs that the balloon has. */
  balloon: FrameRun[];
  /** Writes to the kernel's own frames so far. */
  versions: number;
  /** What has been done since the watcher was told. */
  written: FrameContent[];
  read: FrameRun[];
  ballooned: FrameRun[];
  returned: FrameRun[];
  /** Frames written and read that the burst of no process has been marked for yet. */
  touched: number;
}

/** Numbers a machine's frames at boot: the kernel's come first, its text before all. */
export function createPhysical(path: string, watcher: MemoryWatcher, pages: number, kernel: number): Physical {
  const text = Math.min(kernelTextPages(), kernel);
  const file: Content = { kind: "file", file: KERNEL_IMAGE, offset: 0 };
  const written: FrameContent[] = [{ first: 0, count: text, content: file }];
  if (kernel > text) written.push({ first: text, count: kernel - text, content: ownContent(path, text, 0) });
  return {
    watcher,
    free: [{ first: kernel, count: pages - kernel }],
    kernel: [{ first: 0, count: kernel }],
    balloon: [],
    versions: 0,
    written,
    read: [],
    ballooned: [],
    returned: [],
    touched: 0,
  };
}

function ownContent(path: string, page: number, version: number): Content {
  return { kind: "private", process: `${path}/kernel`, page, version };
}

/** Takes so many frames from the end of a list of runs, each run from its beginning. */
function take(runs: FrameRun[], count: number): FrameRun[] {
  const taken: FrameRun[] = [];
  for (let left = count; left > 0; ) {
    const run = runs.pop();
    if (run === undefined) throw new ModelError(`${left} frames are lacking`);
    const part = Math.min(left, run.count);
    if (part < run.count) runs.push({ first: run.first + part, count: run.count - part });
    taken.push({ first: run.first, count: part });
    left -= part;
  }
  return taken;
}

/** Frames were written from a page of an extent on, and hold its content. */
function wrote(physical: Physical, frames: readonly FrameRun[], content: Content, from: number): void {
  let by = from;
  for (const { first, count } of frames) {
    physical.written.push({ first, count, content: contentAt(content, by) });
    physical.touched += count;
    by += count;
  }
}

/** An extent has got so many frames more at its end (all of them, when it comes into frames), and they have been written. */
export function occupy(memory: MemoryState, extent: Extent, count: number): void {
  const { physical } = memory;
  if (physical === undefined) return;
  const frames = take(physical.free, count);
  wrote(physical, frames, extent.content, extent.count - count);
  extent.frames = [...(extent.frames ?? []), ...frames];
}

/** An extent has left its frames; they keep what they hold until somebody takes them. */
export function vacate(memory: MemoryState, extent: Extent): void {
  const { physical } = memory;
  if (physical === undefined) return;
  physical.free.push(...(extent.frames ?? []).toReversed());
  extent.frames = [];
}

/** The pages of an extent have been written where they are. */
export function rewrite({ physical }: MemoryState, extent: Extent): void {
  if (physical !== undefined) wrote(physical, extent.frames ?? [], extent.content, 0);
}

/** The pages of an extent have been used, in any way. */
export function use({ physical }: MemoryState, extent: Extent): void {
  if (physical === undefined) return;
  physical.read.push(...(extent.frames ?? []));
  physical.touched += extent.count;
}

/** An extent has been split after so many pages: its frames go with them. */
export function divide({ physical }: MemoryState, extent: Extent, rest: Extent, at: number): void {
  if (physical === undefined) return;
  const rests = (extent.frames ?? []).toReversed();
  extent.frames = rests.length === 0 ? [] : take(rests, at);
  rest.frames = rests.toReversed();
}

/** An extent has swallowed the one after it. */
export function unite({ physical }: MemoryState, first: Extent, second: Extent): void {
  if (physical === undefined) return;
  const frames = first.frames ?? [];
  for (const run of second.frames ?? []) {
    const last = frames[frames.length - 1];
    if (last !== undefined && last.first + last.count === run.first)
      frames[frames.length - 1] = { first: last.first, count: last.count + run.count };
    else frames.push(run);
  }
  first.frames = frames;
}

/** The kernel has taken so many frames for its own tables and stacks, and written them; negative: has given them back. */
export function occupyForKernel({ path, physical }: MemoryState, frames: number): void {
  if (physical === undefined || frames === 0) return;
  if (frames < 0) {
    physical.free.push(...take(physical.kernel, -frames));
    return;
  }
  physical.versions += 1;
  for (const run of take(physical.free, frames)) {
    physical.kernel.push(run);
    wrote(physical, [run], ownContent(path, run.first, physical.versions), 0);
  }
}

/** The balloon takes so many free frames, to be told to the watcher; negative: gives them back. */
export function occupyForBalloon({ physical }: MemoryState, frames: number): void {
  if (physical === undefined) return;
  if (frames < 0) {
    const returned = take(physical.balloon, -frames);
    physical.free.unshift(...returned);
    physical.returned.push(...returned);
    return;
  }
  const taken = take(physical.free, frames);
  physical.balloon.push(...taken);
  physical.ballooned.push(...taken);
}

/** Frames that the balloon has. */
export function ballooned({ physical }: MemoryState): number {
  return (physical?.balloon ?? []).reduce((sum, { count }) => sum + count, 0);
}
