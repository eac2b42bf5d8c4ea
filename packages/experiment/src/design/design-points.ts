import type { Experiment } from "../experiment.ts";
import type { Selection, SelectionRequest } from "../selection.ts";
import type { UsageProblem } from "../usage-error.ts";
import { type Axis, axesOf, type Point } from "./axis.ts";
import { constrained } from "./constrained.ts";
import type { Design } from "./design.ts";
import { hypercube } from "./hypercube.ts";

/** The combinations of levels that a design takes, in order. */
export interface DesignPoints {
  /** Factors in the order of the experiment. */
  readonly points: readonly Point[];
  /** The levels that they are from, drawn ones included. */
  readonly selection: Selection;
  readonly problems: readonly UsageProblem[];
}

/**
 * The combinations of selected levels that a design takes and the experiment's constraint allows.
 *
 * @param selection the levels to take, those that weren't understood left out.
 * @param request what the selection was made from: factors that it names keep their levels in every design.
 * @param seed of what is drawn.
 */
export function designPoints(
  experiment: Experiment,
  selection: Selection,
  design: Design,
  request: SelectionRequest,
  seed: number,
): DesignPoints {
  const drawn = design.kind === "latin-hypercube" ? hypercube(experiment, selection, design.points, request, seed) : undefined;
  const levels = drawn?.selection ?? selection;
  const { axes, problems } = axesOf(experiment, levels);
  const all = design.kind === "one-at-a-time" ? oneAtATime(axes) : combinations(drawn?.together(axes) ?? axes);
  const inOrder = all.map((point) => Object.fromEntries(Object.keys(levels).map((factor) => [factor, point[factor] ?? ""])));
  const known = Object.values(levels).every(({ length }) => length > 0);
  const kept = known && problems.length === 0 ? constrained(experiment, levels, inOrder) : { points: [], problems: [] };
  return { points: kept.points, selection: levels, problems: [...problems, ...(drawn?.problems ?? []), ...kept.problems] };
}

/** Every way to take one position of each axis; the last axis varies fastest. */
function combinations(axes: readonly Axis[]): Point[] {
  return axes.reduce<Point[]>(
    (points, { positions }) => points.flatMap((point) => positions.map((position) => ({ ...point, ...position }))),
    [{}],
  );
}

/** The first position of all axes; then, axis by axis, its other positions beside the first ones of the others. */
function oneAtATime(axes: readonly Axis[]): Point[] {
  const base = Object.assign({}, ...axes.map(({ positions }) => positions[0])) as Point;
  return [base, ...axes.flatMap(({ positions }) => positions.slice(1).map((position) => ({ ...base, ...position })))];
}
