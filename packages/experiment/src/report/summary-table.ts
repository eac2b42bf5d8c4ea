import { counted } from "../counted.ts";
import type { Summary } from "../summary.ts";
import { formatEstimate } from "./format-estimate.ts";
import { type FilledColumn, levelColumn, tablesThatFit, wrapPhrases } from "./tables-that-fit.ts";

/** How a summary is shown on a terminal. */
export interface SummaryTableOptions {
  /** Which measures, in order; all by default. */
  readonly metrics?: readonly string[];
  /** Most characters of a line; 80 by default. A single column may be wider. */
  readonly width?: number;
}

/**
 * A summary as text: for each combination of levels, means with half the width of their 95 % confidence intervals, and
 * how many replications they are from. Measures that don't fit side by side come in tables one below the other.
 */
export function summaryTable(summary: Summary, options: SummaryTableOptions = {}): string {
  const { metrics = Object.keys(summary.units), width = 80 } = options;
  const shown = metrics.filter((metric) => summary.points.some(({ estimates }) => metric in estimates));
  if (shown.length === 0) return "no results\n";
  const varied = summary.factors.filter((factor) => new Set(summary.points.map(({ levels }) => levels[factor])).size > 1);
  const fixed = summary.factors.filter((factor) => !varied.includes(factor));
  const counts = new Set(summary.points.flatMap(({ estimates }) => shown.flatMap((metric) => estimates[metric]?.n ?? [])));
  const [only] = [...counts];
  const commonCount = counts.size === 1 ? only : undefined;
  const heading = [
    ...fixed.map((factor) => `${factor} = ${summary.points[0]?.levels[factor]}`),
    "mean ± half-width of the 95 % confidence interval",
    commonCount === undefined ? "(n) replications" : `n = ${counted(commonCount, "replication")}`,
  ];
  const levels = varied.map((factor) => levelColumn(summary.points, factor));
  const numbers = shown.map((metric) => metricColumn(summary, metric, commonCount === undefined));
  return `${wrapPhrases(heading, width)}\n\n${tablesThatFit(levels, numbers, width).join("\n\n")}\n`;
}

function metricColumn({ units, points }: Summary, metric: string, withCount: boolean): FilledColumn {
  const unit = units[metric];
  const cells = points.map(({ estimates: { [metric]: estimate } }) =>
    estimate === undefined ? "-" : `${formatEstimate(estimate)}${withCount ? ` (${estimate.n})` : ""}`,
  );
  return { title: unit === undefined || unit === "1" ? metric : `${metric} [${unit}]`, align: "right", cells };
}
