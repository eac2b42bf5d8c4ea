import { cpuHog, forkBomb, memoryBomb, type Program, resourceLeak } from "@crosstalk/guest-os";

/** A program that a platform is to protect others from. */
export interface Antagonist {
  /** Lower-case letters, digits and dashes; unique among antagonists. */
  readonly name: string;
  /** What it takes from others, in a sentence. */
  readonly about: string;
  program(): Program;
}

/** Pages of each process of the memory bomb: 16 MiB. */
const BOMB_PAGES = 4_096;

/** The antagonists, by name. */
export const antagonists: readonly Antagonist[] = [
  { name: "cpu-hog", about: "takes all the processor time that it can get", program: cpuHog },
  { name: "fork-bomb", about: "makes processes without end, each of which computes for ever", program: () => forkBomb() },
  {
    name: "memory-bomb",
    about: "takes memory without end, in processes of 16 MiB",
    program: () => memoryBomb(BOMB_PAGES),
  },
  {
    name: "resource-leak",
    about: "opens files and never closes them, one every millisecond",
    program: () => resourceLeak("files"),
  },
];
