import { familyOf } from "../families.ts";
import { isolationKinds } from "../parts.ts";
import type { PlatformScore } from "../scores.ts";
import { PASSED } from "../thresholds.ts";
import { type Box, type Labelled, placeLabels } from "./label-places.ts";
import { familyStyles, markOf } from "./marks.ts";
import { tenths } from "./plane.ts";
import { drawing, line, linear, text } from "./svg.ts";
import { told, toldEstimate } from "./told.ts";

const WIDTH = 760;
const HEIGHT = 400;
const FRAME: Box = { left: 70, top: 20, right: 740, bottom: 320 };

/** The kinds of isolation that a platform provides: those whose mean reaches {@link PASSED}. */
export function kindsPassed({ kinds }: PlatformScore): readonly string[] {
  return isolationKinds.filter((kind) => (kinds[kind]?.mean ?? 0) >= PASSED);
}

/** The same plane with the axis that the chapter names: which kinds of isolation are supported. */
export function passedFigure(scores: readonly PlatformScore[]): string {
  const rows = scores.filter(({ efficiency, isolation }) => efficiency !== undefined && isolation !== undefined);
  const columns = [...new Set(rows.map((score) => kindsPassed(score).join(" + ")))].sort(
    (a, b) => count(a) - count(b) || (a < b ? -1 : 1),
  );
  const bottom = Math.max(0, Math.floor(Math.min(...rows.map(({ efficiency }) => efficiency?.mean ?? 1)) * 10 - 0.2) / 10);
  const y = linear([bottom, 1.05], [FRAME.bottom, FRAME.top]);
  const x = (column: number) => FRAME.left + ((column + 0.5) * (FRAME.right - FRAME.left)) / columns.length;
  const marks: (Labelled & { readonly words: string })[] = [];
  for (const score of rows) {
    const [across, up] = [x(columns.indexOf(kindsPassed(score).join(" + "))), y(score.efficiency?.mean ?? 0)];
    // Marks that would lie on each other stand side by side: within a column, across means nothing.
    const same = marks.filter((mark) => Math.abs(mark.x - across) < 80 && Math.abs(mark.y - up) < 12).length;
    const provided = `provides ${kindsPassed(score).join(", ") || "no kind of isolation"}`;
    const words =
      score.efficiency === undefined ? "" : toldEstimate(`${score.platform}, ${provided}; efficiency`, score.efficiency);
    marks.push({ label: score.platform, x: across + 16 * same, y: up, words });
  }
  const labels = placeLabels(marks, FRAME);
  const description = rows.map((score) => `${score.platform}: ${kindsPassed(score).join(", ") || "none"}`).join("; ");
  return drawing(WIDTH, HEIGHT, "Kinds of isolation provided, against efficiency", description, [
    ...tenths(bottom, 1).flatMap((value) => [
      line(FRAME.left, y(value), FRAME.right, y(value), { stroke: "#e2e2e2" }),
      text(value.toFixed(1), FRAME.left - 8, y(value) + 4, { "text-anchor": "end", "font-size": 12 }),
    ]),
    line(FRAME.left, FRAME.bottom, FRAME.right, FRAME.bottom),
    line(FRAME.left, FRAME.top, FRAME.left, FRAME.bottom),
    ...columns.flatMap((name, column) => {
      const lines = name === "" ? ["none"] : count(name) === isolationKinds.length ? ["all three kinds"] : name.split(" + ");
      return lines.map((each, index) =>
        text(index < lines.length - 1 ? `${each} +` : each, x(column), FRAME.bottom + 20 + 16 * index, {
          "text-anchor": "middle",
        }),
      );
    }),
    text(`kinds of isolation of which at least ${PASSED} is provided`, (FRAME.left + FRAME.right) / 2, HEIGHT - 12, {
      "text-anchor": "middle",
      "font-size": 14,
    }),
    text("efficiency", 0, 0, {
      "text-anchor": "middle",
      "font-size": 14,
      transform: `translate(22 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)`,
    }),
    ...marks.map(({ label, x: px, y: py, words }) => {
      const { colour, shape } = familyStyles[familyOf(label)];
      return told(words, markOf(shape, px, py, colour));
    }),
    ...labels.flatMap(({ label, box, apart, x: px, y: py }) => [
      ...(apart
        ? [
            line(Math.min(box.right, Math.max(box.left, px)), (box.top + box.bottom) / 2, px, py, {
              stroke: "#777777",
              "stroke-width": 0.8,
            }),
          ]
        : []),
      text(label, box.left, box.bottom - 3),
    ]),
  ]);
}

function count(name: string): number {
  return name === "" ? 0 : name.split(" + ").length;
}
