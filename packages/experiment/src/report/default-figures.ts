import type { Summary } from "../summary.ts";
import type { FigureOptions } from "./figure-options.ts";

/** Most figures that are drawn of an experiment which names none. */
const MOST_FIGURES = 3;

/** Most levels that are told apart as series; of a factor with more, each has a panel. */
const MOST_SERIES = 14;

/**
 * Figures for an experiment that names none: its first measures, by the factor of which most levels are numbers, else by
 * that with most levels; another factor's levels are series. None if only one combination of levels was run.
 */
export function defaultFigures({ factors, units, points }: Summary): FigureOptions[] {
  const levelsOf = (factor: string) => [...new Set(points.map(({ levels }) => levels[factor] ?? ""))];
  const varied = factors.filter((factor) => levelsOf(factor).length > 1);
  const numbers = (factor: string) => levelsOf(factor).filter((level) => level.trim() !== "" && Number.isFinite(Number(level)));
  const [x, ...others] = varied.toSorted(
    (a, b) => numbers(b).length - numbers(a).length || levelsOf(b).length - levelsOf(a).length,
  );
  if (x === undefined) return [];
  const series = others.find((factor) => levelsOf(factor).length <= MOST_SERIES);
  const shown = Object.keys(units).filter((metric) => points.some(({ estimates }) => metric in estimates));
  return shown.slice(0, MOST_FIGURES).map((y) => ({ title: y, x, y, ...(series === undefined ? {} : { series }) }));
}
