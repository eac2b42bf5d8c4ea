import { textWidth } from "./svg.ts";

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A point that wants a label. */
export interface Labelled {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Where a label was put: its first letter's baseline. */
export interface PlacedLabel extends Labelled {
  readonly box: Box;
  /** It stands apart, so that a line should lead from it to its point. */
  readonly apart: boolean;
}

const HEIGHT = 15;
/** Half of what a mark takes. */
const MARK = 8;

const overlaps = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const inside = (a: Box, frame: Box): boolean =>
  a.left >= frame.left && a.right <= frame.right && a.top >= frame.top && a.bottom <= frame.bottom;

/** Places for a label, the best first: right, left, above, below, then ever farther around. */
function candidates({ label, x, y }: Labelled): readonly { readonly box: Box; readonly apart: boolean }[] {
  const width = textWidth(label);
  const at = (left: number, middle: number): Box => ({
    left,
    right: left + width,
    top: middle - HEIGHT / 2,
    bottom: middle + HEIGHT / 2,
  });
  const near = [at(x + 11, y), at(x - 11 - width, y), at(x - width / 2, y - 18), at(x - width / 2, y + 18)];
  const far = [22, 36, 52, 70, 90, 112, 136, 162].flatMap((radius) =>
    [-1, 1].flatMap((up) => [
      at(x + 14, y + up * radius),
      at(x - 14 - width, y + up * radius),
      at(x - width / 2, y + up * radius),
    ]),
  );
  return [...near.map((box) => ({ box, apart: false })), ...far.map((box) => ({ box, apart: true }))];
}

/**
 * Finds a place for each label at which it covers neither another label nor any mark nor what is taken, one after the
 * other. A label for which there is none is put at its best place all the same.
 */
export function placeLabels(points: readonly Labelled[], frame: Box, taken: readonly Box[] = []): readonly PlacedLabel[] {
  const marks = points.map(({ x, y }): Box => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK }));
  const used: Box[] = [...marks, ...taken];
  return points.map((point) => {
    const places = candidates(point);
    const free = places.find(({ box }) => inside(box, frame) && !used.some((other) => overlaps(box, other)));
    const { box, apart } = free ?? (places[0] as (typeof places)[number]);
    used.push(box);
    return { ...point, box, apart };
  });
}
