import type { Nanoseconds } from "@crosstalk/engine";
import type { Content, FrameRun } from "@crosstalk/hardware";
import type { Physical } from "./physical.ts";

/** A run of page frames, or of pages that have left them, that are alike; split on demand. */
export interface Extent {
  readonly id: number;
  /** Its first page within every holder of it: forks keep the places of pages, and regions of files their offsets. */
  readonly start: number;
  /** Pages in it, at least 1. */
  count: number;
  /** Content of its first page; that of page n follows by offset or page number. */
  content: Content;
  /** Where it is: in frames, in the swap area, or, for pages of a file that have been written, in the file again. */
  place: "memory" | "swap" | "disk";
  /** Its frames hold what is nowhere else: they can't be dropped before they have been written. */
  dirty: boolean;
  /** Last use of any page of it. */
  used: Nanoseconds;
  /** Regions and files that hold the whole of it, each once; a file's cache comes first. */
  holders: number[];
  /** Its frames in order; only where the machine's memory is watched. */
  frames?: FrameRun[];
}

/** Pages of a holder that are one whole extent. */
export interface Run {
  readonly extent: number;
  /** Page within the holder. */
  start: number;
  count: number;
}

/** What holds pages by number: a region of an address space, or the cached part of a file. */
export interface Holder {
  readonly id: number;
  /** `private` and `shared` regions are of a file; pages that the process has written of a private one are its own. */
  readonly kind: "anonymous" | "private" | "shared" | "cache";
  /** Of the region, or of the file. */
  readonly name: string;
  /** Space of the region; null for a file's cache. */
  readonly space: number | null;
  /** File that the region is of. */
  readonly file: string | null;
  /** Length: pages that there may be. */
  pages: number;
  /** Page that is accessed next. */
  next: number;
  /** Writes so far: the version of the next one's pages. */
  versions: number;
  /** Pages that there are, in order; gaps have not been touched, or have been dropped. */
  runs: Run[];
}

/** The memory of a process, and of its threads. */
export interface Space {
  readonly id: number;
  /** Security context that its pages count for; 0: the host's own. */
  readonly context: number;
  /** Processes that use it. */
  users: number;
  /** Its regions. */
  regions: number[];
  /** Region of pages that are touched without a region being named; null: none yet. */
  heap: number | null;
  /** The same for pages of files. */
  mapped: number | null;
  /** Pages that its regions have, in frames or swapped out. */
  pages: number;
  /** Those of them that are swapped out. */
  swapped: number;
  /** Frames of its page tables. */
  tables: number;
  /** Page at which each file is read or written next. */
  positions: Record<string, number>;
}

/** An area for pages that have no frame. */
export interface SwapOptions {
  /** Pages of 4 KiB. */
  readonly pages: number;
  /** Device of the machine that it is on; absent: swapping takes no time on any device. */
  readonly device?: string;
}

/** What a kernel is told of its memory. */
export interface MemoryOptions {
  /** By default none, so anonymous pages can't be reclaimed. */
  readonly swap?: SwapOptions;
  /** Device of the machine that files are on; absent: reading and writing them takes no time on any device. */
  readonly fileDevice?: string;
  /** Frames of the kernel's own text and data; 1,024 by default. */
  readonly kernelPages?: number;
  /** Numbers of processes that there are; 32,768 by default. */
  readonly processNumbers?: number;
}

/** Free frames below which the kernel reclaims (`low`), up to which it does (`high`), and which it keeps (`min`). */
export interface Watermarks {
  readonly min: number;
  readonly low: number;
  readonly high: number;
}

/** A kernel's memory management: a JSON value. Every frame is free, the kernel's own, or in one extent. */
export interface MemoryState {
  /** Begins the names of contents, so that no other kernel's are equal. */
  readonly path: string;
  /** Frames of the machine. */
  readonly pages: number;
  readonly watermarks: Watermarks;
  readonly swap: SwapOptions | null;
  readonly fileDevice: string | null;
  readonly processNumbers: number;
  /** Processes and threads that there may be. */
  readonly mostProcesses: number;
  /** Instant of what the kernel handles at present. */
  at: Nanoseconds;
  free: number;
  /** Frames that the kernel itself has: text, data, frame table; stacks of processes, page tables. */
  kernel: number;
  /** Pages in the swap area. */
  swapped: number;
  /** Entries of the process table that take frames. */
  processes: number;
  extents: Record<number, Extent>;
  holders: Record<number, Holder>;
  spaces: Record<number, Space>;
  /** Holders of files' caches. */
  files: Record<string, number>;
  /** Extents, holders and spaces numbered so far. */
  numbers: number;
  /** Frames by number; absent: nobody watches the machine's memory. */
  physical?: Physical;
}
