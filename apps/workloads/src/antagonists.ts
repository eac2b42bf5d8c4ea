import { cacheAntagonist, cpuHog, forkBomb, memoryBomb, type Program, resourceLeak } from "@crosstalk/guest-os";

/** A program that a platform is to protect others from. */
export interface Antagonist {
  /** Lower-case letters, digits and dashes; unique among antagonists. */
  readonly name: string;
  /** What it takes from others, in a sentence. */
  readonly about: string;
  program(): Program;
}

/** Pages of each process of the memory bomb, 16 MiB, and of the small one, 8 MiB. */
const BOMB_PAGES = 4_096;
const SMALL_BOMB_PAGES = 2_048;
/** Pages that the cache antagonist goes over. */
const CACHE_PAGES = 2_048;

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
    name: "small-memory-bomb",
    about: "takes memory without end, in processes of 8 MiB, so that an out-of-memory killer finds larger ones first",
    program: () => memoryBomb(SMALL_BOMB_PAGES),
  },
  {
    name: "resource-leak",
    about: "opens files and never closes them, one every millisecond",
    program: () => resourceLeak("files"),
  },
  {
    name: "cache-antagonist",
    about: "goes over 8 MiB without end, more than caches hold, so that others' lines are displaced",
    program: () => cacheAntagonist(CACHE_PAGES),
  },
];

/** The antagonist of that name; fails if there is none. */
export function antagonistNamed(name: string): Program {
  const found = antagonists.find((each) => each.name === name);
  if (found === undefined)
    throw new RangeError(`antagonist is ${name}; allowed is one of ${antagonists.map((each) => each.name).join(", ")}`);
  return found.program();
}
