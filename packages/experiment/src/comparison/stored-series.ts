import type { RunSeriesPoint } from "../run-series.ts";

/** A time series of a run as `series.parquet` keeps it. */
export interface StoredSeries {
  readonly levels: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly fingerprint: string;
  readonly name: string;
  readonly unit: string;
  readonly points: readonly RunSeriesPoint[];
}
