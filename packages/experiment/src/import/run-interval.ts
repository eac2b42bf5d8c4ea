import type { Nanoseconds } from "@crosstalk/engine";

/** A stretch of time in which a thread had a processor without a break. */
export interface RunInterval {
  /** The thread's name; several can have the same. */
  readonly task: string;
  /** The thread's number, and that of its process where the file tells it. */
  readonly thread: number;
  readonly process: number | null;
  readonly processor: number;
  /** When it gave the processor up, ns of the recording machine's clock. */
  readonly end: Nanoseconds;
  /** How long it had had it, ns. */
  readonly run: Nanoseconds;
  /** How long it had been off any processor before, sleep included, ns; null if that is not known. */
  readonly wait: Nanoseconds | null;
  /** How much of that it had been ready to run, since it was woken, ns; null if that is not known. */
  readonly delay: Nanoseconds | null;
}
