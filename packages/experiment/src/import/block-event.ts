import type { Nanoseconds } from "@crosstalk/engine";

/** Something that happened to a request of a block device. */
export interface BlockEvent {
  /** Major and minor number, such as `8,0`. */
  readonly device: string;
  readonly processor: number;
  readonly sequence: number;
  /** Since the trace's beginning, ns. */
  readonly at: Nanoseconds;
  readonly process: number;
  /** As blkparse names it: Q queued, G got, I inserted, D issued to the driver, C completed, M merged, and others. */
  readonly action: string;
  /** R read, W write, D discard, F flush, N none; then S synchronous, M metadata, A read ahead, F forced. Empty for a message. */
  readonly kind: string;
  /** The first sector, of 512 bytes; null where the event has no place. */
  readonly sector: number | null;
  /** How many sectors; null where the event doesn't tell. */
  readonly sectors: number | null;
}
