import type { Content } from "./content.ts";

/** A run of page frames of a machine, by number. */
export interface FrameRun {
  readonly first: number;
  /** At least 1. */
  readonly count: number;
}

/** A run of frames with what its first one holds; that of frame n follows by offset or page number. */
export interface FrameContent extends FrameRun {
  readonly content: Content;
}

/**
 * Who wants to know what becomes of a machine's frames: a hypervisor that shares pages, or takes some back. On hardware
 * there is nobody, and on most hypervisors neither: then software does not even number its frames.
 */
export interface MemoryWatcher {
  /** Actor that is told. */
  readonly path: string;
  /** Its number for the machine. */
  readonly id: number;
  /** It lends a balloon driver: software is asked to give frames back by a target that it polls. */
  readonly balloon: boolean;
}

/**
 * What software has done to the frames of its machine in this instant, told to the machine's {@link MemoryWatcher}. It
 * stands for what a hypervisor reads from the machine's memory itself, and finds out by page faults: the software tells
 * nobody, and gets no answer. Time passes only when a burst that `touches` is stopped.
 */
export interface FramesEvent {
  readonly type: "FRAMES";
  readonly to: string;
  readonly machine: number;
  /** What has been written, in order. */
  readonly written: readonly FrameContent[];
  /** What has been read. */
  readonly read: readonly FrameRun[];
  /** What the balloon has taken, and has given back: these the driver really tells. */
  readonly ballooned: readonly FrameRun[];
  readonly returned: readonly FrameRun[];
}

/** A balloon driver asks for its target. */
export interface BalloonAskEvent {
  readonly type: "BALLOON_ASK";
  readonly to: string;
  readonly machine: number;
  /** Who is to be told. */
  readonly from: string;
  /** Come back in the answer: the processor and the process that ask. */
  readonly on: number;
  readonly process: number;
}

/** How many pages a balloon is to hold; the answer to {@link BalloonAskEvent}, in the same instant. */
export interface BalloonTargetEvent {
  readonly type: "BALLOON_TARGET";
  readonly to: string;
  readonly on: number;
  readonly process: number;
  readonly pages: number;
}
