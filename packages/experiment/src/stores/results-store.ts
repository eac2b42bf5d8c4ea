import { join } from "node:path";
import type { ExperimentReport } from "../report/experiment-report.ts";
import { figureSpec } from "../report/figure-spec.ts";
import { manifestOf, type RunContext } from "../report/manifest.ts";
import { tidyTable } from "../report/tidy-table.ts";
import type { Results } from "../results.ts";
import { parquetTable } from "./parquet-table.ts";
import { resultPage } from "./result-page.ts";
import { type SeriesOf, seriesTable } from "./series-table.ts";
import { drawFigure } from "./svg-figure.ts";
import { removeAbandoned, writeWhole } from "./write-whole.ts";

/** The names of all files that results may be written to, or exported to from there. */
export const resultFiles: readonly string[] = [
  "results.csv",
  "results.parquet",
  "run.json",
  "series.parquet",
  "figure.svg",
  "report.html",
  "results.sca",
  "results.vec",
];

/** Where the files of a set of runs are. */
export interface StoredResults {
  /** The tidy table. */
  readonly table: string;
  /** The same as Parquet. */
  readonly parquet: string;
  /** Parameters, versions, seeds, fingerprints. */
  readonly manifest: string;
  /** The time series, if the experiment keeps some. */
  readonly series?: string;
  /** The figure, if the experiment has one and there is a point to show. */
  readonly figure?: string;
  /** The page. */
  readonly report: string;
}

/**
 * Writes results into a folder: `results.csv`, the same as `results.parquet`, `run.json`, time series as
 * `series.parquet`, the figure as `figure.svg`, a page as `report.html`. All whole, or none. Files of the same names that earlier
 * results left there, and that these have not, are removed.
 *
 * @param report what the experiment has made of the results for readers, if it does.
 * @param seriesOf gives a run's time series, where the results are without.
 */
export async function storeResults(
  folder: string,
  results: Results,
  context: RunContext,
  report?: ExperimentReport,
  seriesOf: SeriesOf = ({ series }) => series,
): Promise<StoredResults> {
  const { experiment, summary } = results;
  removeAbandoned(folder);
  const spec = experiment.figure && figureSpec(summary, experiment.figure, experiment.about);
  const series = await seriesTable(results, seriesOf);
  const manifest = `${JSON.stringify(manifestOf(results, context), null, 2)}\n`;
  const files = {
    "results.csv": tidyTable(results),
    "results.parquet": await parquetTable(results),
    "run.json": manifest,
    ...(series === undefined ? {} : { "series.parquet": series }),
    ...(spec === undefined ? {} : { "figure.svg": await drawFigure(spec) }),
    "report.html": await resultPage(JSON.parse(manifest), report),
  };
  const earlier = resultFiles.filter((name) => !(name in files));
  writeWhole(folder, files, earlier);
  return {
    table: join(folder, "results.csv"),
    parquet: join(folder, "results.parquet"),
    manifest: join(folder, "run.json"),
    ...(series === undefined ? {} : { series: join(folder, "series.parquet") }),
    ...(spec === undefined ? {} : { figure: join(folder, "figure.svg") }),
    report: join(folder, "report.html"),
  };
}
