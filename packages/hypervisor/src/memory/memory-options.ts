import type { Nanoseconds } from "@crosstalk/engine";
import type { Thresholds } from "./free-memory.ts";
import type { MemoryCosts } from "./memory-costs.ts";

/** Content-based page sharing: how fast pages are scanned. */
export interface SharingOptions {
  /** Pages a second of each VM, and of all together. */
  readonly perMachine: number;
  readonly perHost: number;
  /** Pages that lie side by side and are scanned together, in order; the stretches are scanned in random order. */
  readonly stretch: number;
  /** How often the scan goes on. */
  readonly every: Nanoseconds;
}

/** Ballooning. */
export interface BallooningOptions {
  /** The part of its memory that a VM's balloon may take. */
  readonly most: number;
}

/** Paging by the host. */
export interface SwappingOptions {
  /** Time that the disk takes for a page that is read, nanoseconds. */
  readonly service: Nanoseconds;
}

/** How a hypervisor estimates what part of its memory a VM uses. */
export interface SamplingOptions {
  /** Pages watched in each period, drawn anew for each. */
  readonly pages: number;
  readonly period: Nanoseconds;
  /** Weight of the latest period in the slow and in the fast moving average. */
  readonly slow: number;
  readonly fast: number;
}

/** How a hypervisor manages its guests' memory. What is null is not done. */
export interface MemoryManagement {
  readonly costs: MemoryCosts;
  readonly sharing: SharingOptions | null;
  readonly ballooning: BallooningOptions | null;
  readonly swapping: SwappingOptions | null;
  readonly sampling: SamplingOptions;
  /** The idle memory tax, [0, 1): an idle page costs a VM as much as 1 / (1 - tax) pages that it uses. */
  readonly tax: number;
  /** How often allocations are balanced, beside when the state of free memory changes. */
  readonly balance: Nanoseconds;
  readonly thresholds: Thresholds;
}
