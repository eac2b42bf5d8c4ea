import { type Nanoseconds, toSeconds } from "@crosstalk/engine";
import type { ProbeKind } from "./probe.ts";

/** How many came, and how often. */
export interface Count {
  readonly n: number;
  /** Virtual time that was watched, in seconds. */
  readonly seconds: number;
  /** How many a second of virtual time; 0 if none has passed. */
  readonly rate: number;
}

interface CountState {
  start: Nanoseconds;
  n: number;
}

/** Counts what comes over a stream, whatever it is. */
export function counter(): ProbeKind<unknown, CountState, Count> {
  return {
    begin: (start) => ({ start, n: 0 }),
    take: (state) => {
      state.n += 1;
    },
    read: ({ start, n }, now) => {
      const seconds = toSeconds(now - start);
      return { n, seconds, rate: seconds === 0 ? 0 : n / seconds };
    },
  };
}
