import type { Results } from "../results.ts";
import type { RunSeriesPoint } from "../run-series.ts";

/** A row of the table of time series: a stretch of a series of a finished run. */
interface SeriesRow extends RunSeriesPoint {
  readonly run: Results["runs"][number];
  readonly series: string;
  readonly unit: string;
}

/** Rows of one group in the file, which is what a reader takes in at once. */
const GROUP = 100_000;

/**
 * All time series of finished runs as one table in Parquet; undefined if there are none. Columns: those of a run as in
 * `results.parquet`, then `series`, `unit`, `begin_ns` and `end_ns` (virtual nanoseconds, whole), `mean`, `least`, `most`
 * and `amount` (doubles): how many values came in the stretch, or for how many nanoseconds a level is known. The same
 * results give the same bytes.
 *
 * The library for it is loaded only here.
 */
export async function seriesTable({ experiment, runs, summary }: Results): Promise<Uint8Array | undefined> {
  const { series: kept = {} } = experiment;
  const rows = runs.flatMap((run) =>
    Object.entries(run.series ?? {}).flatMap(([series, points]) =>
      points.map((point): SeriesRow => ({ ...point, run, series, unit: kept[series]?.unit ?? "1" })),
    ),
  );
  if (rows.length === 0) return undefined;
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const text = (name: string, of: (row: SeriesRow) => string) => {
    return { name, type: "STRING" as const, nullable: false, data: rows.map(of) };
  };
  const whole = (name: string, of: (row: SeriesRow) => number) => {
    return { name, type: "INT64" as const, nullable: false, data: rows.map((row) => BigInt(of(row))) };
  };
  const double = (name: string, of: "mean" | "least" | "most" | "weight") => {
    return { name, type: "DOUBLE" as const, nullable: false, data: rows.map((row) => row[of]) };
  };
  const columnData = [
    text("experiment", () => experiment.name),
    ...summary.factors.map((factor) => text(factor, ({ run }) => run.levels[factor] ?? "")),
    whole("replication", ({ run }) => run.replication),
    whole("seed", ({ run }) => run.seed),
    text("series", ({ series }) => series),
    text("unit", ({ unit }) => unit),
    whole("begin_ns", ({ from }) => from),
    whole("end_ns", ({ to }) => to),
    double("mean", "mean"),
    double("least", "least"),
    double("most", "most"),
    double("amount", "weight"),
    text("fingerprint", ({ run }) => run.fingerprint),
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: GROUP, createdBy: "crosstalk" }));
}
