import type { Summary } from "../summary.ts";
import { type FigureInterval, ofReplications } from "./figure-interval.ts";
import { FigureLabels } from "./figure-labels.ts";
import { AXIS_PADDING, type FigureLayout, layOut } from "./figure-layout.ts";
import { type FigureMark, figureMarks } from "./figure-marks.ts";
import type { FigureOptions } from "./figure-options.ts";
import { type SeriesStyle, seriesStyle } from "./series-style.ts";

/** Size of an axis' title. */
const TITLE_PIXELS = 13;

/** Least room for an entry of the legend, and of it for the symbol; about the width of a letter. */
const [ENTRY_PIXELS, SYMBOL_PIXELS, LETTER_PIXELS] = [140, 35, 7];

/**
 * A figure as a Vega-Lite specification: points with their 95 % intervals, those of different series side by side.
 * Series are told apart by shape and fill besides colour, and joined by lines, which differ in dash, where the horizontal
 * axis is one of numbers. Factors that are neither axis nor series get a panel for each combination.
 * Long names are shortened; `usermeta.fullNames` tells what they stand for.
 *
 * @param interval what the intervals of the summary are.
 * @returns the specification, or undefined if there is no point to show.
 */
export function figureSpec(
  summary: Summary,
  options: FigureOptions,
  title: string,
  interval: FigureInterval = ofReplications,
): Record<string, unknown> | undefined {
  const labels = new FigureLabels();
  const marks = figureMarks(summary, options, labels);
  if (marks.length === 0) return undefined;
  const panels = new Set(marks.map(({ panel }) => panel));
  const unit = summary.units[options.y];
  const measure = labels.of(options.y);
  const yTitle = options.yTitle ?? (unit === undefined || unit === "1" ? measure : `${measure} [${unit}]`);
  const series = options.series === undefined ? {} : { series: labels.of(options.series) };
  const titled = { ...options, ...series, xTitle: options.xTitle ?? labels.of(options.x) };
  const layout = layOut(marks);
  const { width, height, columns } = layout;
  const yLines = wrapped(yTitle, height);
  const fullMeasure = measure === options.y ? {} : { [yLines.join("\n")]: options.y };
  const layers = { layer: layersOf(marks, layout, titled, yLines), width, height };
  const facets = { facet: { field: "panel", type: "nominal", title: null, sort: null }, columns, spec: layers };
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: options.title ?? title, subtitle: interval.subtitle, anchor: "start" },
    description: `${options.title ?? title}: ${yTitle} by ${options.x}`,
    background: "white",
    data: { values: marks },
    usermeta: { fullNames: { ...labels.fullNames(), ...fullMeasure } },
    ...(panels.size > 1 ? facets : layers),
    config: {
      font: "sans-serif",
      lineBreak: "\n",
      axis: { labelFontSize: 12, titleFontSize: TITLE_PIXELS, labelLimit: 0 },
      legend: { labelFontSize: 12, symbolSize: 90, labelLimit: 0 },
    },
  };
}

function layersOf(
  marks: readonly FigureMark[],
  layout: FigureLayout,
  { series, ...axes }: FigureOptions,
  yTitle: readonly string[],
): object[] {
  const { width, columns, numeric, names, step } = layout;
  const across = acrossOf(marks, layout, axes);
  const entry = Math.max(ENTRY_PIXELS, SYMBOL_PIXELS + LETTER_PIXELS * Math.max(...names.map((name) => name.length)));
  const entries = Math.max(1, Math.floor((width * columns) / entry));
  const legend = names.length > 1 ? { orient: "bottom", columns: entries, symbolStrokeWidth: 2 } : null;
  const styles = names.map((_, index) => seriesStyle(index));
  const told = (look: (style: SeriesStyle) => string) => ({
    field: "series",
    type: "nominal",
    title: series ?? null,
    sort: null,
    scale: { domain: names, range: styles.map(look) },
    legend,
  });
  const up = { field: "y", type: "quantitative", title: yTitle, scale: { zero: true } };
  const stroke = told(({ colour }) => colour);
  const description = { field: "told" };
  const ofEach = (layer: (style: SeriesStyle, xOffset: number) => object) =>
    names.map((name, index) => ({
      transform: [{ filter: { field: "series", equal: name } }],
      ...layer(styles[index] as SeriesStyle, (index - (names.length - 1) / 2) * step),
    }));
  const lines = ofEach(({ dash }, xOffset) => ({
    mark: { type: "line", aria: false, strokeWidth: 1.5, strokeDash: dash, xOffset },
    encoding: { x: across, y: up, stroke },
  }));
  const intervals = ofEach((_, xOffset) => ({
    mark: { type: "rule", strokeWidth: 1.5, xOffset },
    encoding: { x: across, y: { ...up, field: "low" }, y2: { field: "high" }, stroke, description },
  }));
  const points = ofEach((_, xOffset) => ({
    mark: { type: "point", size: 60, strokeWidth: 2, opacity: 1, xOffset },
    encoding: { x: across, y: up, stroke, fill: told(({ fill }) => fill), shape: told(({ shape }) => shape), description },
  }));
  return [...(numeric ? lines : []), ...intervals, ...points];
}

/** The horizontal axis: of numbers, or of names, which are slanted where they are too long. */
function acrossOf(
  marks: readonly FigureMark[],
  { numeric, slanted }: FigureLayout,
  { x, xTitle }: Pick<FigureOptions, "x" | "xTitle">,
): object {
  const title = xTitle ?? x;
  if (!numeric) return { field: "x", type: "nominal", axis: { title, labelAngle: slanted ? -35 : 0 }, sort: null };
  const values = [...new Set(marks.map((mark) => mark.x))];
  // As levels are called: by itself, an axis gives all numbers as many decimals as its steps have.
  const labelExpr = "replace(toString(datum.value), '-', '−')";
  const axis = { title, values, labelExpr, grid: false };
  return { field: "x", type: "quantitative", axis, scale: { padding: AXIS_PADDING } };
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
