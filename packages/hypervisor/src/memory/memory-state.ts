import type { Nanoseconds } from "@crosstalk/engine";
import type { Content } from "@crosstalk/hardware";
import type { Activity } from "./activity.ts";
import type { Interval } from "./intervals.ts";
import type { MemoryManagement } from "./memory-options.ts";

/**
 * What a page of a VM's memory is to the hypervisor:
 *
 * - `private`: it has a page of the host to itself;
 * - `hint`: so it has, and its hash is in the table;
 * - `shared`: it is mapped, read-only, on a page of the host that others may be mapped on, too;
 * - `absent`: it has not been given a page of the host; it reads as zeros;
 * - `ballooned`: the VM's own kernel has given it up;
 * - `swapped`: its content is in the host's swap file.
 */
export type PageState = "private" | "hint" | "shared" | "absent" | "ballooned" | "swapped";

/** Pages of a VM, by number in the VM, that are alike. */
export interface PageRun extends Interval {
  /** Content of the first; that of the others follows. */
  content: Content;
  state: PageState;
}

/** Pages of one family of contents, by their place in it, in the table of hashes. */
export interface TableRun extends Interval {
  /** Mappings of each, if they are shared; 0 for hints. */
  references: number;
  /** For hints: whose they are, and the first of them in that VM. */
  machine: number;
  page: number;
}

/** Pages of which a burst has been told, that its processor is still to be stopped for. */
export interface Due {
  /** Written while shared: to be copied. */
  broken: number;
  /** Used for the first time: to be provided. */
  provided: number;
  /** Swapped out: to be read. */
  swappedIn: number;
}

/** A VM as the memory manager knows it. */
export interface ManagedMachine {
  readonly name: string;
  /** Pages of its memory, as its kernel sees them. */
  readonly pages: number;
  readonly shares: number;
  /** Its software has told of its pages; before that, and if it never does, they are let alone. */
  told: boolean;
  runs: PageRun[];
  due: Due;
  /** Pages that its balloon is to hold. */
  balloon: number;
  /** Pages that it is to have at most of the host's. */
  target: number;
  /** It is not executed until memory is less short. */
  stopped: boolean;
  activity: Activity;
  /** The pass of the scan through its memory: stretches are visited as offset + factor * n. */
  scan: { next: number; offset: number; factor: number; credit: number };
}

/** What has been counted, in pages unless it is said otherwise. */
export interface MemoryCounts {
  /** Hashed by the scan. */
  scanned: number;
  /** Of which a hint was left. */
  hinted: number;
  /** Mapped on a page of another's or the same VM's; of them, zero pages. */
  merged: number;
  mergedZero: number;
  /** Copied because they were written. */
  broken: number;
  provided: number;
  swappedOut: number;
  swappedIn: number;
  /** Times that a VM was stopped for want of memory. */
  stops: number;
}

/** How a memory manager is set up; filled while the world is assembled. */
export interface MemoryInput {
  readonly path: string;
  /** Path of the hypervisor whose it is. */
  readonly hypervisor: string;
  /** Pages of the host. */
  readonly pages: number;
  readonly management: MemoryManagement;
  readonly machines: readonly { readonly name: string; readonly pages: number; readonly shares: number }[];
}

/** A memory manager's memory: a JSON value. */
export interface MemoryContext extends Omit<MemoryInput, "machines"> {
  machines: ManagedMachine[];
  /** Pages of the host that nobody has. */
  free: number;
  /** The table of hashes: runs by family of contents. */
  table: Record<string, TableRun[]>;
  /** When the disk of the swap file will have done what it has been asked for. */
  diskFree: Nanoseconds;
  counts: MemoryCounts;
}
