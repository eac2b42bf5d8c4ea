import type { FigureMark } from "./figure-marks.ts";

/** How the marks of a figure are laid out, in pixels. */
export interface FigureLayout {
  /** Of a panel. */
  readonly width: number;
  readonly height: number;
  /** How many panels stand side by side. */
  readonly columns: number;
  /** Whether all positions along the horizontal axis are numbers; else they are names, between which is nothing. */
  readonly numeric: boolean;
  /** The names of the series, in order. */
  readonly names: readonly string[];
  /** From the marks of a series to those of the next at the same position. */
  readonly step: number;
  /** Whether the names along the horizontal axis are too long to stand beside each other. */
  readonly slanted: boolean;
}

/** Room at both ends of an axis of numbers. */
export const AXIS_PADDING = 16;

/** From one series to the next, and from one name to the next, so that no mark hides another. */
const [STEP, GAP] = [11, 16];

/** The most of the distance between two numbers that the marks of all series take up. */
const MOST_SPREAD = 0.6;

/** About the width of a letter of a label. */
const LETTER = 7;

/** Widest panel that another one may stand beside. */
const MOST_BESIDE = 320;

/** Lays out marks so that the series stand side by side at each position: a panel gets as wide as they need. */
export function layOut(marks: readonly FigureMark[]): FigureLayout {
  const names = [...new Set(marks.map(({ series }) => series))];
  const positions = [...new Set(marks.map(({ x }) => x))];
  const numbers = positions.filter((position) => typeof position === "number");
  const numeric = numbers.length === positions.length;
  const several = new Set(marks.map(({ panel }) => panel)).size > 1;
  const [least, height] = several ? [260, 200] : [420, 280];
  const width = numeric ? least : Math.max(least, positions.length * (names.length * STEP + GAP));
  const longest = Math.max(...positions.map((position) => String(position).length));
  return {
    width,
    height,
    columns: several && width <= MOST_BESIDE ? 2 : 1,
    numeric,
    names,
    step: numeric ? Math.min(STEP, (MOST_SPREAD * leastDistance(numbers, width)) / names.length) : STEP,
    slanted: !numeric && longest * LETTER > width / positions.length,
  };
}

/** The pixels between the two numbers that are closest to each other. */
function leastDistance(numbers: readonly number[], width: number): number {
  const ordered = numbers.toSorted((a, b) => a - b);
  const [first = 0, last = 0] = [ordered[0], ordered.at(-1)];
  const gaps = ordered.slice(1).map((number, index) => number - (ordered[index] as number));
  return gaps.length === 0 ? width : (Math.min(...gaps) / (last - first)) * (width - 2 * AXIS_PADDING);
}
