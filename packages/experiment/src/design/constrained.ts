import type { Experiment } from "../experiment.ts";
import { resolveLevels } from "../level-reference.ts";
import type { Selection } from "../selection.ts";
import type { UsageProblem } from "../usage-error.ts";
import type { Point } from "./axis.ts";

/** The points that an experiment's constraint allows, and what is wrong with it: that it throws, or leaves none. */
export function constrained(
  experiment: Experiment,
  selection: Selection,
  points: readonly Point[],
): { points: readonly Point[]; problems: readonly UsageProblem[] } {
  if (experiment.constraint === undefined) return { points, problems: leftOver(points, "the pairs of levels leave") };
  const problems: UsageProblem[] = [];
  const kept = points.filter((point) => {
    try {
      return experiment.constraint?.(valuesOf(experiment, selection, point), point) === true;
    } catch (error) {
      const where = Object.entries(point).map(([factor, level]) => `${factor} = ${level}`);
      const reason = error instanceof Error ? error.message : String(error);
      if (problems.length === 0) problems.push({ field: "constraint", value: `no answer for ${where.join(", ")}`, reason });
      return false;
    }
  });
  return { points: kept, problems: problems.length > 0 ? problems : leftOver(kept, "the constraint leaves") };
}

function leftOver(points: readonly Point[], by: string): UsageProblem[] {
  return points.length > 0 ? [] : [{ field: "combinations of levels", value: "none", reason: `${by} nothing to run` }];
}

function valuesOf(experiment: Experiment, selection: Selection, point: Point): Readonly<Record<string, unknown>> {
  const references = Object.entries(point).map(([factor, name]) => {
    return [factor, selection[factor]?.find((level) => level.name === name) ?? { name }] as const;
  });
  return resolveLevels(experiment, Object.fromEntries(references));
}
