import { checkedCopy, type Nanoseconds, type Simulation } from "@crosstalk/engine";
import type { Series } from "@crosstalk/metrics";
import type { Experiment } from "./experiment.ts";
import { attempt } from "./run-failure.ts";

/** A time series that is kept of a run, apart from its measures. */
export interface SeriesMeasure<World, Levels = Readonly<Record<string, unknown>>> {
  /** Of the values: such as `s` or `1`. */
  readonly unit: string;
  /** What the values are, in a sentence. */
  readonly about?: string;
  /** What a probe of `series()` or `timeWeightedSeries()` reads at the end, in its bounded memory; undefined where there is none. */
  of(world: World, levels: Levels, simulation: Simulation): Series | undefined;
}

/** A stretch of a time series in which something is known. */
export interface RunSeriesPoint {
  /** Virtual time at which it begins and ends. */
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** How many values came in it; for a level, for how many nanoseconds it is known. */
  readonly weight: number;
}

/** A run's time series by name, each with its points in order. */
export type RunSeries = Readonly<Record<string, readonly RunSeriesPoint[]>>;

/** Takes an experiment's time series of a run that has ended, as a JSON value; undefined if it has none. */
export function takeSeries(
  { series = {} }: Experiment,
  levels: Readonly<Record<string, unknown>>,
  simulation: Simulation,
  world: unknown,
): RunSeries | undefined {
  const taken = Object.entries(series).flatMap(([name, kept]): [string, readonly RunSeriesPoint[]][] => {
    const what = `the series ${name}`;
    const points = attempt("BAD_MEASURE", what, simulation, () => {
      const known = kept
        .of(world, levels, simulation)
        ?.points.flatMap(({ mean, least, most, ...point }) =>
          mean === undefined || least === undefined || most === undefined ? [] : [{ ...point, mean, least, most }],
        );
      return known === undefined ? undefined : checkedCopy(known, what);
    });
    return points === undefined ? [] : [[name, points]];
  });
  return taken.length === 0 ? undefined : Object.fromEntries(taken);
}
