import { ms } from "@crosstalk/engine";
import { compute, forever, fork, type Program, sequence, systemCall } from "@crosstalk/guest-os";

/** A program that a platform is to protect others from. */
export interface Antagonist {
  /** Lower-case letters, digits and dashes; unique among antagonists. */
  readonly name: string;
  /** What it takes from others, in a sentence. */
  readonly about: string;
  program(): Program;
}

/** Computes in drawn bursts of 50 ms in the mean, and never waits. */
const hogging = forever(sequence(compute({ distribution: "lognormal", mean: ms(50), variation: 1 }), systemCall("null")));

/** The antagonists, by name. */
export const antagonists: readonly Antagonist[] = [
  { name: "cpu-hog", about: "takes all the processor time that it can get", program: () => hogging },
  {
    name: "fork-bomb",
    about: "makes one process after another, each of which computes for ever",
    program: () => forever(fork(hogging)),
  },
];
