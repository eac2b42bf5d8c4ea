import type { Sourced } from "./sourced.ts";

/** Units of what is counted: a constant that is a whole number of them is so at all of its plausible values. */
const COUNTED: ReadonlySet<string> = new Set([
  ...["B", "addresses", "allowances", "calls", "entries", "fields", "files", "handovers", "levels", "lines", "pages"],
  ...["processes", "processors", "requests", "rounds", "segments", "sets", "stops", "ticks", "tokens", "updates"],
]);

/** The plausible value of a constant that is nearest to one that was drawn: within its range, and whole where it has to be. */
export function plausibleValue(constant: Sourced, drawn: number): number {
  const [low, high] = constant.range;
  const step = stepOf(constant);
  if (step === undefined) return Math.max(low, Math.min(high, drawn));
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  return first > last ? constant.value : step * Math.max(first, Math.min(last, Math.round(drawn / step)));
}

/**
 * Why a constant keeps its value where what isn't known of constants is sampled, in one word: its own, `whole` if there is
 * no other whole number in its range, `exact` if the range is a single value. Undefined if it varies.
 */
export function whyHeldFixed(constant: Sourced): string | undefined {
  const [low, high] = constant.range;
  if (constant.held !== undefined) return constant.held;
  if (low === high) return "exact";
  return plausibleValue(constant, low) === plausibleValue(constant, high) ? "whole" : undefined;
}

function stepOf({ value, unit, step }: Sourced): number | undefined {
  return step ?? (COUNTED.has(unit) && Number.isInteger(value) ? 1 : undefined);
}
