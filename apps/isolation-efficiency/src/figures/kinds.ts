import { familyOf } from "../families.ts";
import { ISOLATION } from "../isolation/mean.ts";
import { sectionOf } from "../isolation/runs.ts";
import { type IsolationKind, isolationKinds } from "../parts.ts";
import type { PlatformScore } from "../scores.ts";
import { IDEAL } from "../thresholds.ts";
import { familyStyles, markOf, type Shape } from "./marks.ts";
import { tenths } from "./plane.ts";
import { drawing, element, line, linear, text } from "./svg.ts";
import { told, toldEstimate } from "./told.ts";

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
    ...rows.flatMap((score, row) => rowOf(score, TOP + row * ROW + ROW / 2 - 4, x)),
  ]);
}

function rowOf({ platform, isolation, kinds: measured }: PlatformScore, y: number, x: (value: number) => number): string[] {
  if (isolation === undefined) return [];
  const { colour } = familyStyles[familyOf(platform)];
  const marks = isolationKinds.flatMap((kind) => {
    const estimate = measured[kind];
    return estimate === undefined ? [] : [{ kind, estimate }];
  });
  const values = marks.map(({ estimate }) => estimate.mean);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  // Marks at the same place are drawn a little apart, one above the other.
  const shift = (index: number) => {
    const same = values.filter((value, other) => other < index && Math.abs(value - (values[index] as number)) < 0.02).length;
    return same * 8 - 4 * Math.max(0, values.filter((value) => Math.abs(value - (values[index] as number)) < 0.02).length - 1);
  };
  const range = `${platform}, from the least kind of isolation to the greatest: ${least.toFixed(3)} to ${greatest.toFixed(3)}`;
  const mean = line(x(isolation.mean), y - 11, x(isolation.mean), y + 11, { stroke: colour, "stroke-width": 3 });
  return [
    text(platform, LEFT - 14, y + 4, { "text-anchor": "end" }),
    told(range, line(x(least), y, x(greatest), y, { stroke: "#999999" })),
    ...marks.map(({ kind, estimate }, index) => {
      const mark = markOf(kindShapes[kind], x(estimate.mean), y + shift(index), colour, false);
      return element(
        "a",
        { href: `#${sectionOf(kind, platform)}` },
        told(toldEstimate(`${platform}, ${kind} isolation`, estimate), mark),
      );
    }),
    element("a", { href: `#${ISOLATION}` }, told(toldEstimate(`${platform}, mean of the kinds of isolation`, isolation), mean)),
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
