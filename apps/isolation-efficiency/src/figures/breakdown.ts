import { type ActivityName, activities } from "@crosstalk/efficiency";
import { formatEstimate } from "@crosstalk/experiment";
import type { Estimate } from "@crosstalk/metrics";
import type { Breakdown } from "../breakdown.ts";
import { drawing, element, linear, text } from "./svg.ts";
import { told } from "./told.ts";

const WIDTH = 760;
const ROW = 24;
const LEFT = 120;
const RIGHT = 680;

/** Fill of each activity: what runs natively, too, in greys; what a platform adds in colours, told apart in print by hatching. */
const fills: Readonly<Record<ActivityName, { readonly colour: string; readonly hatch?: number }>> = {
  user: { colour: "#e6e6e6" },
  kernel: { colour: "#a8a8a8" },
  switches: { colour: "#D55E00" },
  exceptions: { colour: "#E69F00", hatch: 45 },
  translation: { colour: "#CC79A7", hatch: 90 },
  scheduling: { colour: "#0072B2" },
  memory: { colour: "#56B4E9", hatch: -45 },
  io: { colour: "#009E73" },
  refill: { colour: "#F0E442", hatch: 0 },
  other: { colour: "#ffffff" },
};

const names = Object.keys(fills) as readonly ActivityName[];

/** Short names of activities for the legend. */
export const activityTitles: Readonly<Record<ActivityName, string>> = {
  user: "user",
  kernel: "guest kernel",
  switches: "switches",
  exceptions: "calls and exceptions handed on",
  translation: "translated code",
  scheduling: "scheduling done twice",
  memory: "memory management done twice",
  io: "I/O done twice",
  refill: "cache refill",
  other: "other",
};

/** Where the time of each program went: a panel for each program, a bar for each platform, as shares of its own time. */
export function breakdownFigure(points: readonly Breakdown[]): string {
  const scenarios = [...new Set(points.map(({ scenario }) => scenario))];
  const shown = names.filter((name) => points.some(({ parts, time }) => parts[name] > 0.0005 * time));
  const x = linear([0, 1], [LEFT, RIGHT]);
  const parts: string[] = [];
  const legendRows = Math.ceil(shown.length / 3);
  let y = 16 + legendRows * 22;
  shown.forEach((name, index) => {
    const [at, row] = [LEFT - 100 + (index % 3) * 245, 10 + Math.floor(index / 3) * 22];
    parts.push(...box(name, at, row, 18, 13), text(activityTitles[name], at + 25, row + 11, { "font-size": 12 }));
  });
  for (const scenario of scenarios) {
    const own = points.filter((point) => point.scenario === scenario);
    parts.push(text(scenario.replace("efficiency-", ""), LEFT - 100, y + 20, { "font-weight": 600 }));
    parts.push(text("× native", RIGHT + 10, y + 20, { "font-size": 12 }));
    y += 30;
    for (const point of own) {
      const { platform, time, parts: times, slowdown } = point;
      parts.push(text(platform, LEFT - 10, y + 13, { "text-anchor": "end", "font-size": 12 }));
      let done = 0;
      for (const name of shown) {
        const share = Math.max(0, times[name]) / time;
        if (share > 0) parts.push(told(toldPart(point, name), ...box(name, x(done), y, x(done + share) - x(done), ROW - 7)));
        done += share;
      }
      parts.push(text(slowdown.toFixed(2), RIGHT + 10, y + 13, { "font-size": 12 }));
      y += ROW;
    }
    y += 8;
  }
  const description = points
    .map(({ platform, scenario, slowdown }) => `${scenario} on ${platform}: ${slowdown.toFixed(2)} times native`)
    .join("; ");
  return drawing(WIDTH, y + 8, "Where the time of each program went", description, [
    element("defs", {}, ...patterns(shown)),
    ...parts,
  ]);
}

/** What one activity takes, and of what. */
function toldPart({ platform, scenario, time, parts, estimates }: Breakdown, name: ActivityName): string {
  const milliseconds = ({ mean, halfWidth }: Estimate) =>
    `${formatEstimate({ mean: 1e3 * mean, halfWidth: 1e3 * halfWidth })} ms`;
  const share = `${((100 * parts[name]) / time).toFixed(1)} % of ${milliseconds(estimates.time)}`;
  const place = `${platform}, ${scenario.replace("efficiency-", "")}, ${activityTitles[name]}`;
  return `${place}: ${milliseconds(estimates[name])}, ${share}, n = ${estimates.time.n}`;
}

function box(name: ActivityName, x: number, y: number, width: number, height: number): string[] {
  const { colour, hatch } = fills[name];
  const size = { x, y, width, height };
  return [
    element("rect", { ...size, fill: colour, stroke: "#444444", "stroke-width": 0.6 }),
    ...(hatch === undefined ? [] : [element("rect", { ...size, fill: `url(#hatch-${name})` })]),
  ];
}

function patterns(shown: readonly ActivityName[]): string[] {
  return shown.flatMap((name) => {
    const { hatch } = fills[name];
    if (hatch === undefined) return [];
    const attributes = {
      id: `hatch-${name}`,
      width: 6,
      height: 6,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${hatch})`,
    };
    return [
      element("pattern", attributes, element("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: "#222222", "stroke-width": 1.4 })),
    ];
  });
}

/** What each activity means. */
export function activityWords(): readonly string[] {
  return names.map((name) => `${activityTitles[name]}: ${activities[name]}`);
}
