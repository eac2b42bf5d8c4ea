import type { Summary, SummaryPoint } from "../summary.ts";
import type { FigureOptions } from "./figure-options.ts";
import { formatEstimate } from "./format-estimate.ts";

/** Size of an axis' title. */
const TITLE_PIXELS = 13;

/** One point of a figure. */
interface Mark {
  readonly x: string | number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly series: string;
  readonly panel: string;
  /** What is told of the point to who points at it. */
  readonly told: string;
}

/** Okabe and Ito's palette, which colour-blind readers can tell apart; its yellow is left out, for it is faint in print. */
const colours = ["#000000", "#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];
const shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left"];
const dashes = [
  [1, 0],
  [8, 3],
  [2, 3],
  [8, 3, 2, 3],
  [5, 2],
  [12, 4],
  [1, 5],
];

/**
 * A figure as a Vega-Lite specification: points with their 95 % confidence intervals, joined by lines. Series are told
 * apart by shape and dash besides colour. Factors that are neither axis nor series get a panel for each combination.
 *
 * @returns the specification, or undefined if there is no point to show.
 */
export function figureSpec(summary: Summary, options: FigureOptions, title: string): Record<string, unknown> | undefined {
  const marks = summary.points.flatMap((point) => markOf(summary, options, point));
  if (marks.length === 0) return undefined;
  const panels = new Set(marks.map(({ panel }) => panel));
  const unit = summary.units[options.y];
  const yTitle = options.yTitle ?? (unit === undefined || unit === "1" ? options.y : `${options.y} [${unit}]`);
  const [width, height] = panels.size > 1 ? [260, 200] : [420, 280];
  const layers = { layer: layersOf(marks, options, wrapped(yTitle, height)), width, height };
  const facets = { facet: { field: "panel", type: "nominal", title: null, sort: null }, columns: 2, spec: layers };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: options.title ?? title, subtitle: "mean and 95 % confidence interval", anchor: "start" },
    description: `${options.title ?? title}: ${yTitle} by ${options.x}`,
    background: "white",
    data: { values: marks },
    ...(panels.size > 1 ? facets : layers),
    config: {
      font: "sans-serif",
      axis: { labelFontSize: 12, titleFontSize: TITLE_PIXELS },
      legend: { labelFontSize: 12, symbolSize: 90 },
    },
  };
}

function markOf({ factors, units }: Summary, { x, y, series }: FigureOptions, { levels, estimates }: SummaryPoint): Mark[] {
  const estimate = estimates[y];
  const unit = units[y];
  const level = levels[x];
  if (estimate === undefined || level === undefined) return [];
  const { mean, halfWidth, low, high } = estimate;
  const interval = Number.isFinite(halfWidth) ? { low, high } : { low: mean, high: mean };
  const rest = factors.filter((factor) => factor !== x && factor !== series).map((factor) => `${factor} = ${levels[factor]}`);
  const position = level.trim() !== "" && Number.isFinite(Number(level)) ? Number(level) : level;
  const line = series === undefined ? "" : (levels[series] ?? "");
  const place = [...(series === undefined ? [] : [`${series} = ${line}`]), `${x} = ${level}`, ...rest].join(", ");
  const told = `${place}: ${formatEstimate(estimate)}${unit === undefined || unit === "1" ? "" : ` ${unit}`}, n = ${estimate.n}`;
  return [{ x: position, y: mean, ...interval, series: line, panel: rest.join(", "), told }];
}

function layersOf(marks: readonly Mark[], { x, xTitle, series }: FigureOptions, yTitle: readonly string[]): object[] {
  const names = [...new Set(marks.map((mark) => mark.series))];
  const positions = [...new Set(marks.map((mark) => mark.x))];
  const numeric = positions.every((position) => typeof position === "number");
  const axis = { title: xTitle ?? x, ...(numeric ? { values: positions, grid: false } : { labelAngle: 0 }) };
  const across = {
    field: "x",
    type: numeric ? "quantitative" : "nominal",
    axis,
    ...(numeric ? { scale: { padding: 16 } } : { sort: null }),
  };
  const legend = names.length > 1 ? { orient: "bottom", columns: 3, symbolStrokeWidth: 2 } : null;
  const told = (range: readonly unknown[]) => ({
    field: "series",
    type: "nominal",
    title: series ?? null,
    sort: null,
    scale: { domain: names, range: names.map((_, index) => range[index % range.length]) },
    legend,
  });
  const up = { field: "y", type: "quantitative", title: yTitle, scale: { zero: true } };
  const colour = told(colours);
  return [
    ...names.map((name, index) => ({
      transform: [{ filter: { field: "series", equal: name } }],
      mark: { type: "line", aria: false, strokeWidth: 1.5, strokeDash: dashes[index % dashes.length] },
      encoding: { x: across, y: up, color: colour },
    })),
    {
      mark: { type: "rule", strokeWidth: 1.5 },
      encoding: { x: across, y: { ...up, field: "low" }, y2: { field: "high" }, color: colour, description: { field: "told" } },
    },
    {
      mark: { type: "point", filled: false, size: 90, strokeWidth: 2, opacity: 1 },
      encoding: { x: across, y: up, color: colour, shape: told(shapes), description: { field: "told" } },
    },
  ];
}

/** A title in lines that are no longer than an axis; without fonts at hand, a letter counts as the widest that is usual. */
function wrapped(title: string, pixels: number): string[] {
  const most = Math.floor(pixels / (0.8 * TITLE_PIXELS));
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
