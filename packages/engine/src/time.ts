/**
 * A point or length of virtual time: an integer count of nanoseconds held in a double.
 * Exact up to 2^53 - 1 ns (about 104 days); the engine refuses to go past {@link END_OF_TIME}.
 */
export type Nanoseconds = number;

/** The last instant that virtual time can represent exactly: 2^53 - 1 ns, about 104 days. */
export const END_OF_TIME: Nanoseconds = Number.MAX_SAFE_INTEGER;

/**
 * A deadline that never comes. It is a plain integer, so that contexts that hold it stay JSON values
 * (`Infinity` is not one). Every real instant is smaller.
 */
export const NEVER: Nanoseconds = Number.MAX_SAFE_INTEGER;

/** A length of time in nanoseconds, rounded to the nearest one. */
export const ns = (count: number): Nanoseconds => Math.round(count);

/** A length of time in microseconds, rounded to the nearest nanosecond. */
export const us = (count: number): Nanoseconds => Math.round(count * 1e3);

/** A length of time in milliseconds, rounded to the nearest nanosecond. */
export const ms = (count: number): Nanoseconds => Math.round(count * 1e6);

/** A length of time in seconds, rounded to the nearest nanosecond. */
export const seconds = (count: number): Nanoseconds => Math.round(count * 1e9);

/** Nanoseconds as seconds, for people and for rates. */
export const toSeconds = (time: Nanoseconds): number => time / 1e9;

const units: readonly [Nanoseconds, string][] = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "us"],
];

/** Virtual time for people, such as `1.500000 ms`; `never` for {@link NEVER}. */
export function formatTime(time: Nanoseconds): string {
  if (time >= NEVER) return "never";
  for (const [size, name] of units) {
    if (Math.abs(time) >= size) return `${(time / size).toFixed(6)} ${name}`;
  }
  return `${time} ns`;
}
