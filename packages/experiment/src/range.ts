import { type Factor, type FactorRange, factor } from "./factor.ts";
import { level } from "./level.ts";
import { throwProblems, type UsageProblem, wholeNumberProblems } from "./usage-error.ts";

/** How a range is written where its ends don't say enough. */
export interface RangeOptions {
  /** How many levels a full factorial takes, evenly spaced, both ends among them; 2 by default. */
  readonly levels?: number;
  /** Whether only whole numbers are taken; false by default. */
  readonly whole?: boolean;
}

/** Most levels of a range. */
const MOST_LEVELS = 10_000;

/**
 * A factor that takes any number of a range. A full factorial takes evenly spaced ones, a Latin hypercube draws them from
 * the whole range, and a user may sweep over others in it.
 *
 * @param low the lowest number.
 * @param high the highest number, above the lowest.
 * @throws {UsageError} listing everything that is wrong.
 */
export function range(low: number, high: number, options: RangeOptions = {}): Factor<number> {
  const { levels = 2, whole = false } = options;
  const isEnd = (end: number) => Number.isFinite(end) && (!whole || Number.isSafeInteger(end));
  const ends: UsageProblem[] = [low, high]
    .filter((end) => !isEnd(end))
    .map((end) => ({ field: "the end of a range", value: String(end), allowed: `a ${whole ? "whole" : "finite"} number` }));
  const order = low >= high ? [{ field: "the range", value: `${low} to ${high}`, allowed: "one whose high end is above" }] : [];
  throwProblems([...ends, ...order, ...wholeNumberProblems("the range's levels", levels, 2, MOST_LEVELS)]);
  const spaced = Array.from({ length: levels }, (_, index) => withinRange({ low, high, whole }, index / (levels - 1)));
  const made = factor({ levels: [...new Set(spaced)].map((value) => level(String(value), value)) });
  return { ...made, range: { low, high, whole } };
}

/**
 * The number at a share of a range, 0 its low end and 1 its high end. It is rounded, to a whole number or to six digits, so
 * that it can be read in tables and typed.
 */
export function withinRange({ low, high, whole }: FactorRange, share: number): number {
  const exact = low + share * (high - low);
  const rounded = whole ? Math.round(exact) : Number(exact.toPrecision(6));
  return Math.min(high, Math.max(low, rounded)) + 0; // no negative zero
}
