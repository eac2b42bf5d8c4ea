import type { Nanoseconds } from "@crosstalk/engine";
import { mser5, type WarmUp } from "../estimators/mser5.ts";
import type { Series } from "./series.ts";

/** When the warm-up ends that a time series shows. */
export interface WarmUpEnd extends Pick<WarmUp, "enough"> {
  readonly at: Nanoseconds;
}

/**
 * When a run's warm-up ends, by MSER-5 on the means of a time series; the last point, which may be incomplete, and points
 * in which nothing came are left aside.
 *
 * @param series of at least eleven points in which something came.
 */
export function warmUpEnd({ points }: Series): WarmUpEnd {
  const known = points.slice(0, -1).filter(({ mean }) => mean !== undefined);
  const { leaveOut, enough } = mser5(known.map(({ mean }) => mean as number));
  return { at: (known[leaveOut] as (typeof known)[number]).from, enough };
}
