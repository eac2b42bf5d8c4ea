import { ms, type Nanoseconds, seconds } from "@crosstalk/engine";
import { forever, fork, map, type Program, repeat, sequence, sleep, wait, write } from "../program.ts";
import { programConstants } from "./constants.ts";

/** Processes that come one upon the other, and the rest between those after. */
const usualQuick = (): number => programConstants.bombQuick.value;
const usualRest = (): number => ms(programConstants.bombRest.value);

/** An hour: as good as for ever. */
const LONG = seconds(3_600);

/** How a memory bomb goes on. */
export interface MemoryBombOptions {
  /** Processes that it makes without a rest; 200 by default. */
  readonly quick?: number;
  /** How long it rests before each one after these, ns; 20 ms by default. */
  readonly rest?: Nanoseconds;
}

/**
 * A program that takes memory without end, in processes of so many pages of 4 KiB each, which hold what they have. Each
 * is a daemon: its parent has ended, so that it has no ancestor whose children's memory is counted as its own, and one
 * that is small is not what an out-of-memory killer looks for first.
 *
 * The first processes come one upon the other, and should be as many as fill the machine; those after come with rests
 * between, and take what has been freed meanwhile. Without rests it would do nothing at its limit but fail, which takes
 * long to simulate and comes to the same.
 */
export function memoryBomb(pages: number, { quick = usualQuick(), rest = usualRest() }: MemoryBombOptions = {}): Program {
  const eater = sequence(map("heap", pages), write("heap", pages), sleep(LONG));
  const one = sequence(fork(fork(eater)), wait());
  return sequence(repeat(quick, one), forever(sequence(sleep(rest), one)));
}
