import type { UsageProblem } from "../usage-error.ts";

/** What a run may use of the real machine. A run that uses more has failed; its result never depends on a limit. */
export interface RunLimits {
  /** Most real milliseconds, from when its world begins to be composed. */
  readonly milliseconds?: number;
  /** Most mebibytes of the JavaScript heap of its worker: of the run, and of the code that is loaded. */
  readonly mebibytes?: number;
}

/** Limits as people type them. */
export interface LimitRequest {
  /** Such as `90 s`, `5 min` or `2h`. */
  readonly timeLimit?: string;
  /** Such as `512 MiB` or `2GiB`. */
  readonly memoryLimit?: string;
}

const milliseconds = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
const mebibytes = { MiB: 1, GiB: 1024 };

/** Longest that Node's timers can wait, in hours: 2^31 ms are somewhat more. */
const MOST_HOURS = 596;

/** Least heap that a worker starts with, and most that makes sense. */
const [LEAST_MEBIBYTES, MOST_MEBIBYTES] = [32, 1_048_576];

/** What is wrong with limits. */
export function limitProblems({ timeLimit, memoryLimit }: LimitRequest): UsageProblem[] {
  const time = timeLimit === undefined ? 1 : quantity(timeLimit, milliseconds);
  const memory = memoryLimit === undefined ? LEAST_MEBIBYTES : quantity(memoryLimit, mebibytes);
  const timeAllowed = `a time above 0, at most ${MOST_HOURS} h, such as 500 ms, 90 s, 5 min or 2 h`;
  const memoryAllowed = `a size of at least ${LEAST_MEBIBYTES} MiB, at most ${MOST_MEBIBYTES / 1024} GiB, such as 512 MiB or 2 GiB`;
  return [
    ...(time > 0 && time <= MOST_HOURS * milliseconds.h
      ? []
      : [{ field: "time limit", value: timeLimit || "empty", allowed: timeAllowed }]),
    ...(memory >= LEAST_MEBIBYTES && memory <= MOST_MEBIBYTES
      ? []
      : [{ field: "memory limit", value: memoryLimit || "empty", allowed: memoryAllowed }]),
  ];
}

/** The limits that a request without problems asks for. */
export function runLimits({ timeLimit, memoryLimit }: LimitRequest): RunLimits {
  return {
    ...(timeLimit === undefined ? {} : { milliseconds: quantity(timeLimit, milliseconds) }),
    ...(memoryLimit === undefined ? {} : { mebibytes: quantity(memoryLimit, mebibytes) }),
  };
}

/** Real milliseconds as people type them, such as `90 s`; not a number if the text is none. */
export function realMilliseconds(text: string): number {
  return quantity(text, milliseconds);
}

/** A number with its unit, in the least of the units; not a number if the text is none. */
function quantity(text: string, units: Readonly<Record<string, number>>): number {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(text) ?? [];
  return Number(number) * (Object.hasOwn(units, unit) ? (units[unit] as number) : Number.NaN);
}
