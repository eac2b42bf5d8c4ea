import type { Estimate } from "@crosstalk/metrics";
import { familyNames, familyOf } from "../families.ts";
import { ISOLATION } from "../isolation/mean.ts";
import type { PlatformScore } from "../scores.ts";
import { IDEAL } from "../thresholds.ts";
import { type Box, type Labelled, placeLabels } from "./label-places.ts";
import { familyStyles, markOf } from "./marks.ts";
import { drawing, element, line, linear, text, textWidth } from "./svg.ts";
import { told, toldEstimate } from "./told.ts";

const WIDTH = 760;
const HEIGHT = 560;
const FRAME: Box = { left: 70, top: 40, right: 740, bottom: 480 };

/** A platform on the plane. */
interface Point {
  readonly platform: string;
  readonly isolation: Estimate;
  readonly efficiency: Estimate;
}

const isPoint = (score: PlatformScore): score is PlatformScore & Point =>
  score.isolation !== undefined && score.efficiency !== undefined;

/** A round number at or below the least value, so that the plane shows all marks and not much else. */
function floorOf(values: readonly number[]): number {
  const least = Math.min(...values);
  return Math.max(0, Math.floor((least - 0.02) * 10) / 10);
}

/** Ticks of an axis from a tenth to a tenth. */
export function tenths(from: number, to: number): readonly number[] {
  const first = Math.round(from * 10);
  return Array.from({ length: Math.round(to * 10) - first + 1 }, (_, index) => (first + index) / 10);
}

/** Figure 3.4: isolation across, efficiency upwards, one mark for each platform, the ideal corner at the top right. */
export function planeFigure(scores: readonly PlatformScore[]): string {
  const points = scores.filter(isPoint);
  const left = floorOf(points.map(({ isolation: { low, mean } }) => (Number.isFinite(low) ? low : mean)));
  const bottom = floorOf(points.map(({ efficiency: { low, mean } }) => (Number.isFinite(low) ? low : mean)));
  const x = linear([left, 1.02], [FRAME.left, FRAME.right]);
  const y = linear([bottom, 1.02], [FRAME.bottom, FRAME.top]);
  const corner = { x: x(IDEAL), y: FRAME.top, width: FRAME.right - x(IDEAL), height: y(IDEAL) - FRAME.top };
  const note = { x: x(IDEAL) - 8, y: FRAME.top - 8 };
  const marks = together(
    points.map(({ platform, isolation, efficiency }) => ({ label: platform, x: x(isolation.mean), y: y(efficiency.mean) })),
  );
  const taken: Box[] = [
    { left: corner.x, top: corner.y, right: FRAME.right, bottom: corner.y + corner.height },
    ...points.map(({ isolation, efficiency }) => barOf(isolation, y(efficiency.mean), x)),
  ];
  return drawing(WIDTH, HEIGHT, "Isolation and efficiency of platforms", describe(points), [
    element("rect", { ...corner, fill: "#F0E442", "fill-opacity": 0.45, stroke: "#8a7d00", "stroke-dasharray": "4 3" }),
    text(`ideal corner: efficiency and each kind of isolation ≥ ${IDEAL}`, note.x, note.y, {
      "text-anchor": "end",
      "font-size": 12,
    }),
    ...tenths(left, 1).flatMap((value) => [
      line(x(value), FRAME.top, x(value), FRAME.bottom, { stroke: "#e2e2e2" }),
      text(value.toFixed(1), x(value), FRAME.bottom + 18, { "text-anchor": "middle", "font-size": 12 }),
    ]),
    ...tenths(bottom, 1).flatMap((value) => [
      line(FRAME.left, y(value), FRAME.right, y(value), { stroke: "#e2e2e2" }),
      text(value.toFixed(1), FRAME.left - 8, y(value) + 4, { "text-anchor": "end", "font-size": 12 }),
    ]),
    line(FRAME.left, FRAME.bottom, FRAME.right, FRAME.bottom),
    line(FRAME.left, FRAME.top, FRAME.left, FRAME.bottom),
    text("isolation: mean of its kinds", (FRAME.left + FRAME.right) / 2, FRAME.bottom + 40, {
      "text-anchor": "middle",
      "font-size": 14,
    }),
    text("efficiency: native time ÷ time", 0, 0, {
      "text-anchor": "middle",
      "font-size": 14,
      transform: `translate(22 ${(FRAME.top + FRAME.bottom) / 2}) rotate(-90)`,
    }),
    ...points.flatMap((point) => {
      const bars = intervals(point, x, y);
      return bars.length === 0 ? [] : [told(toldPoint(point), ...bars)];
    }),
    ...points.map(({ platform, isolation, efficiency }) => {
      const { colour, shape } = familyStyles[familyOf(platform)];
      const [across, up] = [x(isolation.mean), y(efficiency.mean)];
      // Of marks that lie on each other only the last can be pointed at: it tells of all.
      const here = points.filter((point) => areTogether(x(point.isolation.mean), y(point.efficiency.mean), across, up));
      return element("a", { href: `#${ISOLATION}` }, told(here.map(toldPoint).join("\n"), markOf(shape, across, up, colour)));
    }),
    ...placeLabels(marks, { ...FRAME, right: FRAME.right - 2 }, taken).flatMap(({ label, box, apart, x: px, y: py }) => [
      ...(apart ? [leader(box, px, py)] : []),
      text(label, box.left, box.bottom - 3),
    ]),
    ...legend(points.map(({ platform }) => platform)),
  ]);
}

/** Where a platform stands, in words. */
function toldPoint({ platform, isolation, efficiency }: Point): string {
  return `${toldEstimate(`${platform}, isolation`, isolation)}; ${toldEstimate("efficiency", efficiency)}`;
}

/** Whether the marks of two points lie on each other. */
function areTogether(x1: number, y1: number, x2: number, y2: number): boolean {
  return Math.abs(x1 - x2) < 3 && Math.abs(y1 - y2) < 3;
}

/** Points that lie on each other get one label. */
export function together(points: readonly Labelled[]): readonly Labelled[] {
  const labels: Labelled[] = [];
  for (const point of points) {
    const index = labels.findIndex(({ x, y }) => areTogether(x, y, point.x, point.y));
    const same = labels[index];
    if (same === undefined) labels.push(point);
    else labels[index] = { ...same, label: `${same.label}, ${point.label}` };
  }
  return labels;
}

/** What an interval across takes, so that no label is put on it. */
function barOf({ mean, low, high, halfWidth }: Estimate, at: number, x: (value: number) => number): Box {
  const [from, to] = Number.isFinite(halfWidth) ? [low, high] : [mean, mean];
  return { left: x(from), right: x(to), top: at - 3, bottom: at + 3 };
}

function intervals(
  { isolation, efficiency, platform }: Point,
  x: (value: number) => number,
  y: (value: number) => number,
): string[] {
  const stroke = { stroke: familyStyles[familyOf(platform)].colour, "stroke-width": 1.4 };
  const [px, py] = [x(isolation.mean), y(efficiency.mean)];
  const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  const bars: string[] = [];
  if (Number.isFinite(isolation.halfWidth)) {
    const [from, to] = [clamp(x(isolation.low), FRAME.left, FRAME.right), clamp(x(isolation.high), FRAME.left, FRAME.right)];
    bars.push(line(from, py, to, py, stroke), line(from, py - 3, from, py + 3, stroke), line(to, py - 3, to, py + 3, stroke));
  }
  if (Number.isFinite(efficiency.halfWidth)) {
    const [from, to] = [clamp(y(efficiency.low), FRAME.top, FRAME.bottom), clamp(y(efficiency.high), FRAME.top, FRAME.bottom)];
    bars.push(line(px, from, px, to, stroke), line(px - 3, from, px + 3, from, stroke), line(px - 3, to, px + 3, to, stroke));
  }
  return bars;
}

/** From the side of a label's box that is nearest to its point. */
function leader(box: Box, x: number, y: number): string {
  const fromX = Math.min(box.right, Math.max(box.left, x));
  const fromY = (box.top + box.bottom) / 2 < y ? box.bottom - 1 : box.top + 2;
  return line(fromX, fromY, x, y, { stroke: "#777777", "stroke-width": 0.8 });
}

function legend(platforms: readonly string[]): string[] {
  let at = FRAME.left + 8;
  return [...new Set(platforms.map(familyOf))].flatMap((family) => {
    const { colour, shape } = familyStyles[family];
    const parts = [markOf(shape, at, HEIGHT - 16, colour), text(familyNames[family], at + 12, HEIGHT - 12, { "font-size": 12 })];
    at += 36 + textWidth(familyNames[family], 12);
    return parts;
  });
}

function describe(points: readonly Point[]): string {
  return points
    .map(
      ({ platform, isolation, efficiency }) =>
        `${platform}: isolation ${isolation.mean.toFixed(2)}, efficiency ${efficiency.mean.toFixed(2)}`,
    )
    .join("; ");
}
