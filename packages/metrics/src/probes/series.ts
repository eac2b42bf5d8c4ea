import type { Nanoseconds } from "@crosstalk/engine";
import { type Bins, binAt, checkedResolution, endOfBin, pointsOf, type Resolution, type SeriesPoint, widen } from "./bins.ts";
import { finite, type ProbeKind } from "./probe.ts";

/** How values or a level went over virtual time. */
export interface Series {
  /** Length of each stretch, in nanoseconds. */
  readonly width: Nanoseconds;
  /** In order, without gaps; the last may be incomplete. */
  readonly points: readonly SeriesPoint[];
}

/**
 * The time series of values that each count once, such as response times, in bounded memory: when the bins are full, each
 * two become one. The weight of a point is how many came in it, so this is also the series of a rate.
 */
export function series(resolution: Resolution = {}): ProbeKind<number, Bins, Series> {
  const { width, most } = checkedResolution(resolution);
  return {
    begin: (start) => ({ start, width, bins: [] }),
    take: (state, given, now) => {
      const value = finite(given);
      const bin = binAt(state, now, most);
      bin.sum += value;
      bin.weight += 1;
      widen(bin, value);
    },
    read: (state, now) => ({ width: state.width, points: pointsOf(state, now) }),
  };
}

interface LevelBins extends Bins {
  since: Nanoseconds;
  level: number;
}

/**
 * The time series of a quantity that holds until the next value comes, such as a queue's length, in bounded memory.
 *
 * @param initial the quantity before anything comes.
 */
export function timeWeightedSeries(resolution: Resolution = {}, initial = 0): ProbeKind<number, LevelBins, Series> {
  const { width, most } = checkedResolution(resolution);
  return {
    begin: (start, before) => ({ start, width, bins: [], since: start, level: before?.level ?? finite(initial) }),
    take: (state, given, now) => {
      const value = finite(given);
      hold(state, now, most);
      state.level = value;
      widen(binAt(state, now, most), value);
    },
    read: (state, now) => {
      const present = { ...state, bins: state.bins.map((bin) => ({ ...bin })) };
      hold(present, now, most);
      return { width: present.width, points: pointsOf(present, now) };
    },
  };
}

/** Gives the level's time since the last change to the bins in which it passed. */
function hold(state: LevelBins, now: Nanoseconds, most: number): void {
  if (now > state.since) binAt(state, now - 1, most); // makes the bins coarse enough before they are filled one by one
  while (state.since < now) {
    const bin = binAt(state, state.since, most);
    const until = Math.min(now, endOfBin(state, state.since));
    bin.sum += state.level * (until - state.since);
    bin.weight += until - state.since;
    widen(bin, state.level);
    state.since = until;
  }
}
