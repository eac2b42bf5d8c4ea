import { type Nanoseconds, toSeconds } from "@crosstalk/engine";
import { finite, type ProbeKind } from "./probe.ts";

/** What a quantity was over virtual time, each value weighted by how long it held. */
export interface TimeWeighted {
  /** The quantity at present. */
  readonly level: number;
  /** Over the time watched; the present value if no time has passed. */
  readonly mean: number;
  /** The smallest value that it ever had, even for no time. */
  readonly least: number;
  /** The largest value that it ever had, even for no time. */
  readonly most: number;
  /** The quantity summed over time, in its unit times seconds. */
  readonly integral: number;
  /** Virtual time that was watched, in seconds. */
  readonly seconds: number;
}

interface LevelState {
  start: Nanoseconds;
  since: Nanoseconds;
  level: number;
  /** In the quantity's unit times nanoseconds, so that it is exact for whole numbers. */
  integral: number;
  least: number;
  most: number;
}

/**
 * Watches a quantity that holds until the next value comes, such as a queue's length.
 *
 * @param initial the quantity before anything comes.
 */
export function timeWeighted(initial = 0): ProbeKind<number, LevelState, TimeWeighted> {
  return {
    begin: (now, before) => {
      const present = before?.level ?? finite(initial);
      return { start: now, since: now, level: present, integral: 0, least: present, most: present };
    },
    take: (state, given, now) => {
      const value = finite(given);
      state.integral = integralAt(state, now);
      state.since = now;
      state.level = value;
      state.least = Math.min(state.least, value);
      state.most = Math.max(state.most, value);
    },
    read: (state, now) => {
      const integral = integralAt(state, now);
      const mean = now === state.start ? state.level : integral / (now - state.start);
      const { level: present, least, most } = state;
      return { level: present, mean, least, most, integral: toSeconds(integral), seconds: toSeconds(now - state.start) };
    },
  };
}

function integralAt({ integral, level: held, since }: LevelState, now: Nanoseconds): number {
  return integral + held * (now - since);
}
