import { familyOf } from "../families.ts";
import { ISOLATION } from "../isolation/mean.ts";
import { sectionOf } from "../isolation/runs.ts";
import { type IsolationKind, isolationKinds } from "../parts.ts";
import type { PlatformScore } from "../scores.ts";
import { IDEAL } from "../thresholds.ts";
import { familyStyles, markOf, type Shape } from "./marks.ts";
import { tenths } from "./plane.ts";
import { drawing, element, line, linear, text } from "./svg.ts";

const WIDTH = 760;
const ROW = 30;
const TOP = 46;
const LEFT = 150;
const RIGHT = 740;

const kindShapes: Readonly<Record<IsolationKind, Shape>> = { fault: "triangle", resource: "square", security: "diamond" };

/** The kinds of isolation of each platform beside their mean: a row for each platform. */
export function kindsFigure(scores: readonly PlatformScore[]): string {
  const rows = scores.filter(({ isolation }) => isolation !== undefined);
  const kinds = isolationKinds.filter((kind) => rows.some((score) => score.kinds[kind] !== undefined));
  const bottom = TOP + rows.length * ROW;
  const x = linear([0, 1], [LEFT, RIGHT - 10]);
  const description = rows
    .map((score) => `${score.platform}: ${kinds.map((kind) => `${kind} ${score.kinds[kind]?.mean.toFixed(2)}`).join(", ")}`)
    .join("; ");
  return drawing(WIDTH, bottom + 44, "Kinds of isolation beside their mean", description, [
    element("rect", {
      x: x(IDEAL),
      y: TOP - 8,
      width: RIGHT - x(IDEAL),
      height: bottom - TOP + 8,
      fill: "#F0E442",
      "fill-opacity": 0.45,
    }),
    ...tenths(0, 1).flatMap((value) => [
      line(x(value), TOP - 8, x(value), bottom, { stroke: "#e2e2e2" }),
      text(value.toFixed(1), x(value), bottom + 18, { "text-anchor": "middle", "font-size": 12 }),
    ]),
    text("share that is kept from others, or kept for its owner", (LEFT + RIGHT) / 2, bottom + 38, { "text-anchor": "middle" }),
    ...legend(kinds),
    ...rows.flatMap((score, row) => rowOf(score, kinds, TOP + row * ROW + ROW / 2 - 4, x)),
  ]);
}

function rowOf(score: PlatformScore, kinds: readonly IsolationKind[], y: number, x: (value: number) => number): string[] {
  const { colour } = familyStyles[familyOf(score.platform)];
  const values = kinds.flatMap((kind) => score.kinds[kind]?.mean ?? []);
  // Marks at the same place are drawn a little apart, one above the other.
  const shift = (index: number) => {
    const same = values.filter((value, other) => other < index && Math.abs(value - (values[index] as number)) < 0.02).length;
    return same * 8 - 4 * Math.max(0, values.filter((value) => Math.abs(value - (values[index] as number)) < 0.02).length - 1);
  };
  const mean = score.isolation?.mean ?? 0;
  return [
    text(score.platform, LEFT - 14, y + 4, { "text-anchor": "end" }),
    line(x(Math.min(...values)), y, x(Math.max(...values)), y, { stroke: "#999999" }),
    ...kinds.flatMap((kind, index) =>
      score.kinds[kind] === undefined
        ? []
        : [
            element(
              "a",
              { href: `#${sectionOf(kind, score.platform)}` },
              markOf(kindShapes[kind], x(values[index] as number), y + shift(index), colour, false),
            ),
          ],
    ),
    element("a", { href: `#${ISOLATION}` }, line(x(mean), y - 11, x(mean), y + 11, { stroke: colour, "stroke-width": 3 })),
  ];
}

function legend(kinds: readonly IsolationKind[]): string[] {
  const marks = kinds.flatMap((kind, index) => [
    markOf(kindShapes[kind], LEFT + 8 + index * 130, 16, "#333333", false),
    text(kind, LEFT + 22 + index * 130, 20),
  ]);
  const at = LEFT + 8 + kinds.length * 130;
  return [...marks, line(at, 6, at, 26, { stroke: "#333333", "stroke-width": 3 }), text("mean", at + 10, 20)];
}
