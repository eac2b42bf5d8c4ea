import type { Results } from "../results.ts";
import { CONSTANTS } from "./sampled-constants.ts";
import { takenTogether, type Uncertainty, uncertaintyOf } from "./uncertainty-of.ts";
import { uncertaintyTable } from "./uncertainty-table.ts";

/**
 * How sure the measures are that an experiment shows, by measure; without those of which too few runs tell. Constants are
 * significant with all measures taken together.
 */
export function uncertainties(results: Results): Readonly<Record<string, readonly Uncertainty[]>> {
  const { experiment } = results;
  const all = experiment.summary.flatMap((metric) =>
    uncertaintyOf(results, CONSTANTS, metric).map((uncertainty) => ({ metric, uncertainty })),
  );
  const together = takenTogether(all.map(({ uncertainty }) => uncertainty));
  const metrics = [...new Set(all.map(({ metric }) => metric))];
  return Object.fromEntries(metrics.map((metric) => [metric, together.filter((_, index) => all[index]?.metric === metric)]));
}

/** The summary of an experiment `withUncertainty` as text: a table for each measure that it shows. */
export function uncertaintyText(results: Results): string {
  const { experiment, summary } = results;
  const told = Object.entries(uncertainties(results));
  if (told.length === 0) return "too few runs to tell what constants do: at least 4 samples and 2 replications are needed\n";
  const count = Object.keys(experiment.sampled?.constants ?? {}).length;
  const samples = told[0]?.[1][0]?.split.samples ?? 0;
  const open = told.filter(([, found]) => found.some(({ split }) => split.parameterDeviation + split.replicationDeviation > 0));
  const sure = told.filter((each) => !open.includes(each)).map(([metric]) => metric);
  const tables = open.map(([metric, found]) => {
    const unit = summary.units[metric];
    return `${metric}${unit === undefined || unit === "1" ? "" : ` [${unit}]`}\n${uncertaintyTable(found)}`;
  });
  const same = sure.length === 0 ? "" : `\nthe same in every run: ${sure.join(", ")}\n`;
  return `${samples} samples of ${count} constants; half-widths for 95 %\n\n${tables.join("\n")}${same}`;
}
