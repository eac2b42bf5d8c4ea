import { allLevels, type Factor, type FactorRange } from "./factor.ts";

/** What a factor whose levels are plain numbers can be swept over besides them. */
export interface SweepRange {
  /** What numbers may be, in words. */
  readonly allowed: string;
  takes(number: number): boolean;
}

/**
 * The numbers that a factor can be swept over, none if its levels are anything but plain numbers. They are as the levels are:
 * whole if all of these are, not negative if none of these is. Whether a number between or beyond them makes sense is for the
 * experiment's author; a world that can't be composed of it is a failed run.
 */
export function sweepRange(factor: Factor): SweepRange | undefined {
  if (factor.range !== undefined) return withinEnds(factor.range);
  const levels = allLevels(factor);
  const isPlain = ({ name }: { name: string }) => name !== "" && String(Number(name)) === name;
  if (levels.length === 0 || !levels.every((level) => isPlain(level) && level.value === Number(level.name))) return undefined;
  const whole = levels.every(({ value }) => Number.isSafeInteger(value));
  const least = levels.every(({ value }) => Number(value) >= 0) ? 0 : Number.NEGATIVE_INFINITY;
  return {
    allowed: `a ${whole ? "whole " : ""}number${least === 0 ? " of at least 0" : ""}`,
    takes: (number) => Number.isFinite(number) && number >= least && (!whole || Number.isSafeInteger(number)),
  };
}

function withinEnds({ low, high, whole }: FactorRange): SweepRange {
  return {
    allowed: `a ${whole ? "whole " : ""}number from ${low} to ${high}`,
    takes: (number) => number >= low && number <= high && (!whole || Number.isSafeInteger(number)),
  };
}
