import type { FinishedRun } from "../outcome.ts";
import type { Results } from "../results.ts";
import type { RunSeries, RunSeriesPoint } from "../run-series.ts";

/** A row of the table of time series: a stretch of a series of a finished run. */
interface SeriesRow extends RunSeriesPoint {
  readonly run: FinishedRun;
  readonly series: string;
  readonly unit: string;
}

/** A run's time series: its own, or read from where they are. */
export type SeriesOf = (run: FinishedRun) => RunSeries | undefined;

/** Rows of one group in the file, which is what a reader takes in at once, and what is held while it is written. */
const GROUP = 100_000;

/**
 * All time series of finished runs as one table in Parquet. Columns: those of a run as in
 * `results.parquet`, then `series`, `unit`, `begin_ns` and `end_ns` (virtual nanoseconds, whole), `mean`, `least`, `most`
 * and `amount` (doubles): how many values came in the stretch, or for how many nanoseconds a level is known. The same
 * results give the same bytes.
 *
 * The series of one run after another are asked for while the table is written, so that they need not be in memory all at
 * once. The library for it is loaded only here.
 *
 * @returns what writes the table to a path; undefined if there is no row.
 */
export async function seriesTable(results: Results, seriesOf: SeriesOf): Promise<((path: string) => void) | undefined> {
  if (seriesRows(results, seriesOf).next().done) return undefined;
  const { fileWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  return (path) => {
    const schema = schemaFromColumnData({ columnData: columnsOf(results, []) });
    const table = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: "crosstalk" });
    let rows: SeriesRow[] = [];
    const write = (): void => {
      table.write({ columnData: columnsOf(results, rows), rowGroupSize: GROUP });
      rows = [];
    };
    for (const row of seriesRows(results, seriesOf)) {
      rows.push(row);
      if (rows.length === GROUP) write();
    }
    if (rows.length > 0) write();
    table.finish();
  };
}

function* seriesRows({ experiment, runs }: Results, seriesOf: SeriesOf): Generator<SeriesRow> {
  const { series: kept } = experiment;
  if (kept === undefined) return;
  for (const run of runs)
    for (const [series, points] of Object.entries(seriesOf(run) ?? {}))
      for (const point of points) yield { ...point, run, series, unit: kept[series]?.unit ?? "1" };
}

function columnsOf({ experiment, summary }: Results, rows: readonly SeriesRow[]) {
  const text = (name: string, of: (row: SeriesRow) => string) => {
    return { name, type: "STRING" as const, nullable: false, data: rows.map(of) };
  };
  const whole = (name: string, of: (row: SeriesRow) => number) => {
    return { name, type: "INT64" as const, nullable: false, data: rows.map((row) => BigInt(of(row))) };
  };
  const double = (name: string, of: "mean" | "least" | "most" | "weight") => {
    return { name, type: "DOUBLE" as const, nullable: false, data: rows.map((row) => row[of]) };
  };
  return [
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
}
