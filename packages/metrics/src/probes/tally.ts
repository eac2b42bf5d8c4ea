import { addValue, noMoments, type RunningMoments, runningDeviation } from "../estimators/running-moments.ts";
import { finite, type ProbeKind } from "./probe.ts";

/**
 * What the values of one run were. No interval goes with the mean, for values of one run depend on one another: take it as
 * one replication's value, or watch the stream by `batched()`.
 */
export interface Tally {
  readonly n: number;
  /** Undefined if there were no values. */
  readonly mean: number | undefined;
  /** Of the values, with n - 1 in the denominator; 0 for less than two. */
  readonly standardDeviation: number;
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly total: number;
}

interface TallyState extends RunningMoments {
  total: number;
  least: number | null;
  most: number | null;
}

/** Sums up values that each count once, such as response times. */
export function tally(): ProbeKind<number, TallyState, Tally> {
  return {
    begin: () => ({ ...noMoments(), total: 0, least: null, most: null }),
    take: (state, given) => {
      const value = finite(given);
      addValue(state, value);
      state.total += value;
      state.least = state.least === null ? value : Math.min(state.least, value);
      state.most = state.most === null ? value : Math.max(state.most, value);
    },
    read: (state) => ({
      n: state.n,
      mean: state.n === 0 ? undefined : state.mean,
      standardDeviation: runningDeviation(state),
      least: state.least ?? undefined,
      most: state.most ?? undefined,
      total: state.total,
    }),
  };
}
