/** How the marks and the line of one series look. */
export interface SeriesStyle {
  readonly colour: string;
  /** Inside of its marks. */
  readonly fill: string;
  readonly shape: string;
  /** Dashes and gaps of its line, in pixels. */
  readonly dash: readonly number[];
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
 * The look of a series by its number from 0. The first seven differ in colour, in shape and in dash, and have open marks; each
 * further seven have the colours anew, with other shapes, and filled marks by turns. No two of the first 49 look alike.
 */
export function seriesStyle(number: number): SeriesStyle {
  const round = Math.floor(number / colours.length);
  const place = number % colours.length;
  const other = (place + round) % shapes.length;
  const colour = colours[place] as string;
  const fill = round % 2 === 0 ? "white" : colour;
  return { colour, fill, shape: shapes[other] as string, dash: dashes[other] as number[] };
}
