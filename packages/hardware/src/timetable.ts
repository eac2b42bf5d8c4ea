import type { Nanoseconds } from "@crosstalk/engine";
import { LONG_BURST } from "./given-burst.ts";
import type { Burst, Segment } from "./machine.ts";
import type { Priced } from "./operations.ts";
import { Remembered } from "./remembered.ts";

/** Turns a segment's parts into time. */
export type PriceParts = (parts: Segment["parts"]) => Priced;

/** When the segments of a burst end that nothing but an interrupt stops: its times are looked up, not added up. */
export interface Timetable {
  /** Of each segment. */
  readonly priced: readonly Priced[];
  /** When each segment ends, from the burst's beginning. */
  readonly ends: readonly Nanoseconds[];
}

/**
 * Makes timetables of long bursts, once for each as it is given to a processor again and again. There is none (null) for a
 * short burst, nor for one that works on memory of which it tells, masks interrupts, traps before its end or has segments
 * that have been begun: those are executed segment by segment.
 */
export function timetables(price: PriceParts): (burst: Burst) => Timetable | null {
  const known = new Remembered<Burst, Timetable | typeof NONE>();
  return (burst) => {
    if (burst.length < LONG_BURST) return null;
    let found = known.get(burst);
    if (found === undefined) {
      found = isPlain(burst) ? timetableOf(burst, price) : NONE;
      known.set(burst, found);
    }
    return found === NONE ? null : (found as Timetable);
  };
}

const NONE = Symbol("no timetable");

function isPlain(burst: Burst): boolean {
  for (let index = 0; index < burst.length; index += 1) {
    const { footprint, masked, trap, from } = burst[index] as Segment;
    if (footprint !== undefined || masked === true || from !== 0) return false;
    if (trap !== undefined && index < burst.length - 1) return false;
  }
  return true;
}

function timetableOf(burst: Burst, price: PriceParts): Timetable {
  const priced = burst.map(({ parts }) => price(parts));
  let end = 0;
  const ends = priced.map(({ total }) => {
    end += total;
    return end;
  });
  return { priced, ends };
}
