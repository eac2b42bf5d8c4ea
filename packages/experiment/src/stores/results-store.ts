import { join } from "node:path";
import { figureSpec } from "../report/figure-spec.ts";
import { manifestOf, type RunContext } from "../report/manifest.ts";
import { tidyTable } from "../report/tidy-table.ts";
import type { Results } from "../results.ts";
import { drawFigure } from "./svg-figure.ts";
import { writeWhole } from "./write-whole.ts";

/** The names of all files that results may be written to. */
export const resultFiles: readonly string[] = ["results.csv", "run.json", "figure.svg"];

/** Where the files of a set of runs are. */
export interface StoredResults {
  /** The tidy table. */
  readonly table: string;
  /** Parameters, versions, seeds, fingerprints. */
  readonly manifest: string;
  /** The figure, if the experiment has one and there is a point to show. */
  readonly figure?: string;
}

/** Writes results into a folder: `results.csv`, `run.json`, and the figure as `figure.svg`. All whole, or none. */
export async function storeResults(folder: string, results: Results, context: RunContext): Promise<StoredResults> {
  const { experiment, summary } = results;
  const spec = experiment.figure && figureSpec(summary, experiment.figure, experiment.about);
  writeWhole(folder, {
    "results.csv": tidyTable(results),
    "run.json": `${JSON.stringify(manifestOf(results, context), null, 2)}\n`,
    ...(spec === undefined ? {} : { "figure.svg": await drawFigure(spec) }),
  });
  const stored = { table: join(folder, "results.csv"), manifest: join(folder, "run.json") };
  return spec === undefined ? stored : { ...stored, figure: join(folder, "figure.svg") };
}
