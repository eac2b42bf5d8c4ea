import { leastSamplesToName } from "@crosstalk/metrics";
import { summaryTable } from "../report/summary-table.ts";
import { wrapWords } from "../report/tables-that-fit.ts";
import type { Results } from "../results.ts";
import { constantsReadBy } from "./read-constants.ts";
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

/** The constants that the runs of an experiment `withUncertainty` have read, by name. */
export function readOf({ experiment, runs }: Results): readonly string[] {
  return constantsReadBy(runs, Object.keys(experiment.sampled?.constants ?? {}));
}

/** The fewest samples with which a constant can be named, with all measures and combinations of levels taken together. */
export function leastSamples(found: Readonly<Record<string, readonly Uncertainty[]>>): number {
  const ranked = Object.values(found).flatMap((rows) => rows.map(({ influences }) => influences.length));
  return leastSamplesToName(ranked.reduce((sum, each) => sum + each, 0));
}

/**
 * The summary of an experiment `withUncertainty` as text: a table for each measure that it shows. Where the runs are too few
 * to tell what constants do, it says so, and has the usual summary of what there is.
 */
export function uncertaintyText(results: Results): string {
  const { experiment, summary } = results;
  const found = uncertainties(results);
  const told = Object.entries(found);
  if (told.length === 0) {
    const few = results.runs.length === 1 ? "one run can't tell" : "too few runs to tell";
    const needed = wrapWords(`${few} what constants do: at least 4 samples and 2 replications are needed`, 80);
    return `${needed}\n\n${summaryTable(summary, { metrics: experiment.summary })}`;
  }
  const read = readOf(results).length;
  const { constants = {}, held = {} } = experiment.sampled ?? {};
  const [unread, fixed] = [Object.keys(constants).length - read, Object.keys(held).length];
  const samples = told[0]?.[1][0]?.split.samples ?? 0;
  const open = told.filter(([, found]) => found.some(({ split }) => split.parameterDeviation + split.replicationDeviation > 0));
  const sure = told.filter((each) => !open.includes(each)).map(([metric]) => metric);
  const tables = open.map(([metric, found]) => {
    const unit = summary.units[metric];
    return `${metric}${unit === undefined || unit === "1" ? "" : ` [${unit}]`}\n${uncertaintyTable(found)}`;
  });
  const same = sure.length === 0 ? "" : `\nthe same in every run: ${sure.join(", ")}\n`;
  const least = leastSamples(found);
  const few = `${samples} samples are too few to name any constant: with so many constants, rows and measures it takes at least ${least}`;
  const head = [
    `${samples} samples of the ${read} constants that the runs read (${unread} others were not read, ${fixed} are held fixed); half-widths for 95 %`,
    ...(samples < least ? [few] : []),
  ];
  return `${head.map((line) => `${wrapWords(line, 80)}\n`).join("")}\n${tables.join("\n")}${same}`;
}
