import type { Nanoseconds } from "@crosstalk/engine";
import type { Program } from "@crosstalk/guest-os";

/** How long a timed section of a program took. */
export type SectionTimes = (section: string) => Nanoseconds;

/** What is timed of a program that is not timed as a whole. */
export interface TimedSections {
  /** Pairs of marks: where the time of a section begins and where it ends. */
  readonly sections: readonly { readonly name: string; readonly begin: string; readonly end: string }[];
  /** Nanoseconds of one operation, from the times of the sections. */
  time(of: SectionTimes): Nanoseconds;
}

/** A program of the catalogue: the same operations, with the same counts, on every platform. */
export interface Workload {
  /** Lower-case letters, digits and dashes; unique in the catalogue. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** What its operation counts are from: a recording, a count on a real machine, a benchmark's own source. */
  readonly evidence: string;
  /** The program; read from a file when it is needed. */
  program(): Program;
  /** What is timed of it; absent: all, from when it first holds a processor to its end. */
  readonly timed?: TimedSections;
  /** Whether it draws at random, so that replications differ; by default it doesn't. */
  readonly draws?: boolean;
}
