import type { Summary, SummaryPoint } from "../summary.ts";
import type { FigureLabels } from "./figure-labels.ts";
import type { FigureOptions } from "./figure-options.ts";
import { formatEstimate } from "./format-estimate.ts";

/** One point of a figure. */
export interface FigureMark {
  readonly x: string | number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly series: string;
  readonly panel: string;
  /** What is told of the point to who points at it. */
  readonly told: string;
}

/** The points of a summary that a figure shows, under its labels; what is told of them has full names. */
export function figureMarks(summary: Summary, options: FigureOptions, labels: FigureLabels): FigureMark[] {
  return summary.points.flatMap((point) => markOf(summary, options, labels, point));
}

function markOf(
  { factors, units }: Summary,
  { x, y, series }: FigureOptions,
  labels: FigureLabels,
  { levels, estimates }: SummaryPoint,
): FigureMark[] {
  const estimate = estimates[y];
  const unit = units[y];
  const level = levels[x];
  if (estimate === undefined || level === undefined) return [];
  const { mean, halfWidth, low, high } = estimate;
  const interval = Number.isFinite(halfWidth) ? { low, high } : { low: mean, high: mean };
  const rest = factors
    .filter((factor) => factor !== x && factor !== series)
    .map((factor) => [factor, levels[factor] ?? ""] as const);
  const position = level.trim() !== "" && Number.isFinite(Number(level)) ? Number(level) : labels.of(level);
  const line = series === undefined ? "" : (levels[series] ?? "");
  const place = [
    ...(series === undefined ? [] : [`${series} = ${line}`]),
    `${x} = ${level}`,
    ...rest.map((each) => each.join(" = ")),
  ].join(", ");
  const told = `${place}: ${formatEstimate(estimate)}${unit === undefined || unit === "1" ? "" : ` ${unit}`}, n = ${estimate.n}`;
  return [{ x: position, y: mean, ...interval, series: labels.of(line), panel: labels.ofLevels(rest), told }];
}
