import { type Nanoseconds, seconds, us } from "@crosstalk/engine";
import { compute, forever, fork, map, type Program, sequence, sleep, wait, write } from "../program.ts";

/** An hour: as good as for ever. */
const LONG = seconds(3_600);

/**
 * A program that takes memory without end, in processes of so many pages of 4 KiB each, which hold what they have. Each
 * is a daemon: its parent has ended, so that it has no ancestor whose children's memory is counted as its own, and one
 * that is small is not what an out-of-memory killer looks for first. After each it computes for `pause`, about a tenth of
 * what filling a process takes: at its limit it would do nothing but fail, millions of times, which takes long to simulate
 * and comes to the same.
 */
export function memoryBomb(pages: number, pause: Nanoseconds = us(500)): Program {
  const eater = sequence(map("heap", pages), write("heap", pages), sleep(LONG));
  return forever(sequence(fork(fork(eater)), wait(), compute(pause)));
}
