import { ms } from "@crosstalk/engine";
import { compute, forever, type Program, sequence, systemCall } from "../program.ts";

/** Cache lines that it touches in a nanosecond of plain work: one in 8 cycles of 2.4 GHz. */
const INTENSITY = 0.3;

/**
 * A program that sweeps through so many pages without end and writes to each, so that nobody else's lines stay in a cache
 * that it runs on, and the way to memory is busy if they do not fit. Beyond that it is a CPU hog.
 */
export function cacheAntagonist(pages: number): Program {
  return forever(sequence(compute(ms(1), { pages, written: pages, intensity: INTENSITY }), systemCall("null")));
}
