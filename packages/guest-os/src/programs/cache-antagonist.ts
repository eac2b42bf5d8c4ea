import { ms } from "@crosstalk/engine";
import { compute, forever, type Program, sequence, systemCall } from "../program.ts";
import { programConstants } from "./constants.ts";

/** Cache lines that it touches in a nanosecond of plain work. */
const intensity = (): number => programConstants.antagonistIntensity.value;

/**
 * A program that sweeps through so many pages without end and writes to each, so that nobody else's lines stay in a cache
 * that it runs on, and the way to memory is busy if they do not fit. Beyond that it is a CPU hog.
 */
export function cacheAntagonist(pages: number): Program {
  return forever(sequence(compute(ms(1), { pages, written: pages, intensity: intensity() }), systemCall("null")));
}
