import { counts, type EvaluatedRow } from "./evaluation.ts";
import { inViewIds } from "./published.ts";

/** Published ratios between these are too near 1 to tell a model from none. */
export const NEAR_ONE = [0.9, 1.1] as const;

/** What the errors are of that leave out rows which were in view when a mechanism was modelled that they depend on. */
export const NOT_IN_VIEW = "all not in view";

/** The most that the median error of the predicted rows should be. */
export const TARGET = 0.25;

/** A set of rows' errors: of the simulation, and of the null models. */
export interface Errors {
  /** `all`, `all not in view` (without rows that were in view when they were modelled), or a platform's name. */
  readonly of: string;
  readonly rows: number;
  /** Median |ln| error of the simulation. */
  readonly simulation: number;
  /** Of the model that says that nothing is slowed down. */
  readonly noOverhead: number;
  /** Of the model of one slowdown for each platform, fitted on the same rows as the simulation. */
  readonly oneSlowdown: number;
}

/** What a comparison comes to. */
export interface Summary {
  /** Over predicted, quoted rows of ratios outside 0.9-1.1: all, then by platform. */
  readonly errors: readonly Errors[];
  /** The slowdown of the second null model, by platform; 1 where no row is fitted. */
  readonly slowdowns: Readonly<Record<string, number>>;
  /** Median distance of predicted, quoted rows in percentage points, with how many they are. */
  readonly points: { readonly rows: number; readonly simulation: number; readonly noEffect: number };
}

/** Sums a comparison up. Medians of nothing are NaN. */
export function summarize(rows: readonly EvaluatedRow[]): Summary {
  const platforms = [...new Set(rows.map(({ row }) => row.platform))];
  const slowdowns = Object.fromEntries(platforms.map((platform) => [platform, oneSlowdown(rows, platform)]));
  const judged = rows.filter((each) => counts(each) && each.scoring === "ratio" && isFarFromOne(each.published));
  const errorsOf = (of: string, some: readonly EvaluatedRow[]): Errors => ({
    of,
    rows: some.length,
    simulation: median(some.map(({ error }) => error as number)),
    noOverhead: median(some.map(({ published }) => Math.abs(Math.log(published as number)))),
    oneSlowdown: median(
      some.map(({ row, published }) => Math.abs(Math.log((slowdowns[row.platform] as number) / (published as number)))),
    ),
  });
  const points = rows.filter((each) => counts(each) && each.scoring === "points");
  return {
    errors: [
      errorsOf("all", judged),
      errorsOf(
        NOT_IN_VIEW,
        judged.filter(({ row }) => !inViewIds.includes(row.id)),
      ),
      ...platforms
        .map((platform) =>
          errorsOf(
            platform,
            judged.filter(({ row }) => row.platform === platform),
          ),
        )
        .filter(({ rows: number }) => number > 0),
    ],
    slowdowns,
    points: {
      rows: points.length,
      simulation: median(points.map(({ error }) => error as number)),
      noEffect: median(points.map(({ published }) => Math.abs(published as number))),
    },
  };
}

/** Whether a published ratio is outside 0.9-1.1. */
export function isFarFromOne(published: number | undefined): boolean {
  return published !== undefined && (published < NEAR_ONE[0] || published > NEAR_ONE[1]);
}

/** The slowdown that comes nearest to a platform's fitted rows: their median, which the median error likes best. */
function oneSlowdown(rows: readonly EvaluatedRow[], platform: string): number {
  const fitted = rows.filter(({ role, row, published }) => role === "fitted" && row.platform === platform && published);
  return fitted.length === 0 ? 1 : Math.exp(median(fitted.map(({ published }) => Math.log(published as number))));
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] as number;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}
