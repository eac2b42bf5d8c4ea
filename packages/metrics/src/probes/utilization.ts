import type { ProbeKind } from "./probe.ts";
import { timeWeighted } from "./time-weighted.ts";

/** How much of a resource was in use. */
export interface Utilization {
  /** Share of the resource in use over the time watched, 0 to 1. */
  readonly utilization: number;
  /** Units in use at present. */
  readonly busy: number;
  /** The most units that were ever in use. */
  readonly most: number;
  /** Virtual time that was watched, in seconds. */
  readonly seconds: number;
}

type LevelState = ReturnType<ReturnType<typeof timeWeighted>["begin"]>;

/**
 * Watches how many units of a resource are in use, from a stream that tells the number after each change.
 *
 * @param capacity how many units there are, above 0: 1 for a single server.
 */
export function utilization(capacity = 1): ProbeKind<number, LevelState, Utilization> {
  if (!(capacity > 0 && capacity < Infinity)) throw new RangeError(`capacity is ${capacity}; allowed is a number above 0`);
  const inUse = timeWeighted();
  return {
    begin: inUse.begin,
    take: (state, busy, now) => {
      if (!(busy >= 0 && busy <= capacity)) throw new RangeError(`units in use are ${busy}; allowed is 0 to ${capacity}`);
      inUse.take(state, busy, now);
    },
    read: (state, now) => {
      const { mean, level: busy, most, seconds } = inUse.read(state, now);
      return { utilization: mean / capacity, busy, most, seconds };
    },
  };
}
