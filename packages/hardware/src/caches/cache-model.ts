import type { Sourced } from "../sourced.ts";

/** A level of cache, physically indexed and tagged, so it keeps its lines when another address space is loaded. */
export interface CacheLevel {
  readonly name: string;
  /** Bytes that a processor has of it. */
  readonly bytes: Sourced;
  /** Lines in a set. */
  readonly ways: Sourced;
  /** Nanoseconds for each line that comes from the level beneath, lines on their way at the same time being overlapped. */
  readonly fill: Sourced;
}

/** The buffer of translations of data addresses. */
export interface TranslationBuffer {
  readonly entries: Sourced;
  /** Entries in a set; all of them where the buffer is fully associative. */
  readonly ways: Sourced;
  /** Nanoseconds of a walk of the page tables for one page. */
  readonly walk: Sourced;
  /** Translations bear their address space's tag, and so outlive a switch to another. */
  readonly tagged: boolean;
}

/** What a processor keeps of the memory that it works on, as a host model describes it. */
export interface CacheModel {
  /** Bytes in a line. */
  readonly line: Sourced;
  /** Levels whose refill is told apart, nearest first; the last is filled from memory. */
  readonly levels: readonly CacheLevel[];
  readonly translations: TranslationBuffer;
  /** Bytes in a nanosecond that all processors of the host get from memory together. */
  readonly bandwidth: Sourced;
}
