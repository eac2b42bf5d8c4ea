import { latinHypercube } from "@crosstalk/metrics";
import type { Experiment } from "../experiment.ts";
import type { FactorRange } from "../factor.ts";
import { withinRange } from "../range.ts";
import type { Selection, SelectionRequest } from "../selection.ts";
import type { UsageProblem } from "../usage-error.ts";
import type { Axis, Point } from "./axis.ts";

/** Points drawn from the ranges of factors. */
export interface Hypercube {
  /** The levels, with those that were drawn in the place of the ranges' own. */
  readonly selection: Selection;
  /** Joins the axes of the factors that were drawn, for they take their numbers together. */
  together(axes: readonly Axis[]): readonly Axis[];
  readonly problems: readonly UsageProblem[];
}

/**
 * Draws points from the ranges of an experiment's factors by Latin hypercube sampling: each range is cut into as many parts
 * as there are points, and each part is used once. Ranges that the request has narrowed, and paired ones, keep their levels.
 *
 * Model notes. Numbers are rounded as `range` rounds; of points that are equal then, as with few whole numbers, one is kept.
 */
export function hypercube(
  experiment: Experiment,
  selection: Selection,
  count: number,
  { settings = {}, sweep = {} }: SelectionRequest,
  seed: number,
): Hypercube {
  const ranges = Object.entries(experiment.factors).flatMap(([name, { range }]): [string, FactorRange][] =>
    range === undefined || name in settings || name in sweep || experiment.paired.flat().includes(name) ? [] : [[name, range]],
  );
  if (ranges.length === 0) {
    const reason = "no factor is left to draw: each is set, swept or paired, or is no range(…)";
    const problems = [{ field: "design", value: `latin-hypercube:${count}`, reason }];
    return { selection, together: (axes) => axes, problems };
  }
  const shares = latinHypercube(
    ranges.map(([name]) => ({ name, value: 0.5, low: 0, high: 1 })),
    count,
    seed,
  );
  const drawn = shares.map((share) => Object.fromEntries(ranges.map(([name, range]) => [name, at(range, share[name] ?? 0)])));
  const levels = ranges.map(([name]) => {
    const numbers = [...new Set(drawn.map((point) => point[name] as number))].sort((a, b) => a - b);
    return [name, numbers.map((number) => ({ name: String(number), json: number }))] as const;
  });
  const texts = new Map(drawn.map((point) => [JSON.stringify(point), named(point)]));
  return {
    selection: { ...selection, ...Object.fromEntries(levels) },
    together: (axes) => [
      ...axes.filter(({ positions: [first = {}] }) => !ranges.some(([name]) => name in first)),
      { positions: [...texts.values()] },
    ],
    problems: [],
  };
}

/** Whole numbers are equally probable, the two at the ends too. */
function at({ low, high, whole }: FactorRange, share: number): number {
  if (!whole) return withinRange({ low, high, whole }, share);
  return Math.min(high, low + Math.floor(share * (high - low + 1)));
}

function named(point: Readonly<Record<string, number>>): Point {
  return Object.fromEntries(Object.entries(point).map(([name, number]) => [name, String(number)]));
}
