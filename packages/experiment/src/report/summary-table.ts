import type { Summary, SummaryPoint } from "../summary.ts";
import { formatEstimate } from "./format-estimate.ts";
import { type TextColumn, textTable, widthOf } from "./text-table.ts";

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
    commonCount === undefined ? "(n) replications" : `n = ${commonCount} replications`,
  ];
  const levels = varied.map((factor) => levelColumn(summary.points, factor));
  const numbers = shown.map((metric) => metricColumn(summary, metric, commonCount === undefined));
  const tables = split(levels, numbers, width).map((columns) => {
    const rows = summary.points.map((_, row) => columns.map(({ cells }) => cells[row] ?? ""));
    return textTable(columns, rows).join("\n");
  });
  return `${wrap(heading, width)}\n\n${tables.join("\n\n")}\n`;
}

interface Column extends TextColumn {
  readonly cells: readonly string[];
}

function levelColumn(points: readonly SummaryPoint[], factor: string): Column {
  const cells = points.map(({ levels }) => levels[factor] ?? "");
  return { title: factor, align: cells.every((cell) => /^-?[\d.]+$/.test(cell)) ? "right" : "left", cells };
}

function metricColumn({ units, points }: Summary, metric: string, withCount: boolean): Column {
  const unit = units[metric];
  const cells = points.map(({ estimates: { [metric]: estimate } }) =>
    estimate === undefined ? "-" : `${formatEstimate(estimate)}${withCount ? ` (${estimate.n})` : ""}`,
  );
  return { title: unit === undefined || unit === "1" ? metric : `${metric} [${unit}]`, align: "right", cells };
}

/** Puts as many columns side by side as fit, the levels first in each table. */
function split(levels: readonly Column[], numbers: readonly Column[], width: number): Column[][] {
  const space = ({ title, cells }: Column) => Math.max(widthOf(title), ...cells.map(widthOf)) + 2;
  const taken = levels.reduce((sum, column) => sum + space(column), 0);
  const tables: Column[][] = [];
  let free = 0;
  for (const column of numbers) {
    free -= space(column);
    if (free < 0 || tables.length === 0) {
      tables.push([...levels]);
      free = width + 2 - taken - space(column);
    }
    tables.at(-1)?.push(column);
  }
  return tables;
}

/** Joins phrases by commas, with a new line where the next would not fit. */
function wrap(phrases: readonly string[], width: number): string {
  return phrases.reduce((text, phrase) => {
    if (text === "") return phrase;
    const line = text.slice(text.lastIndexOf("\n") + 1);
    return widthOf(line) + widthOf(phrase) + 2 > width ? `${text},\n${phrase}` : `${text}, ${phrase}`;
  }, "");
}
