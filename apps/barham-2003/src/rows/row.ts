import type { Nanoseconds } from "@crosstalk/engine";
import { mark, type Program, sequence } from "@crosstalk/guest-os";

/** How long a timed section of a program took. */
export type SectionTimes = (section: string) => Nanoseconds;

/** A row of lmbench's summary: a program, and what its row says of the times that it took. */
export interface Row {
  /** As the paper's tables head it. */
  readonly name: string;
  /** What lmbench does for it. */
  readonly about: string;
  readonly program: Program;
  /** Names of the program's timed sections. */
  readonly sections: readonly string[];
  /** Nanoseconds for one operation. */
  time(of: SectionTimes): Nanoseconds;
}

/** Name of the mark at the beginning of a section. */
export const beginOf = (section: string): string => `${section} begins`;

/** Name of the mark at the end of a section. */
export const endOf = (section: string): string => `${section} ends`;

/** Marks a part of a program whose time is taken. */
export function timed(section: string, program: Program): Program {
  return sequence(mark(beginOf(section)), program, mark(endOf(section)));
}
