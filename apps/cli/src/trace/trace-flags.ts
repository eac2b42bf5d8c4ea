import type { UsageProblem } from "@crosstalk/experiment";
import type { ExperimentFlags } from "../experiment-options.ts";

/** The options of `crosstalk trace`. */
export interface TraceFlags extends ExperimentFlags {
  readonly from?: string;
  readonly to?: string;
  readonly actors: readonly string[];
  readonly counter: readonly string[];
  readonly most?: string;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Most events that a trace may be allowed: they are all in memory at once. */
export const MOST_EVENTS = 20_000_000;

const nanoseconds = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3600e9 };

const ALLOWED = "a virtual time from 0 on, such as 0s, 500 us, 2.5ms or 1s";

/** A virtual time as people type it, in nanoseconds; not a number if it is none. */
export function virtualTime(text: string): number {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text) ?? [];
  const time = Math.round(Number(number) * (Object.hasOwn(nanoseconds, unit) ? nanoseconds[unit as "ns"] : Number.NaN));
  return time <= Number.MAX_SAFE_INTEGER ? time : Number.NaN;
}

/** What is wrong with what is to be recorded. */
export function windowProblems({ from, to, actors, counter, uncertainty }: TraceFlags): UsageProblem[] {
  const times = Object.entries({ from, to }).flatMap(([field, text]) => (text === undefined ? [] : [{ field, text }]));
  const wrong = times.filter(({ text }) => Number.isNaN(virtualTime(text)));
  const reversed = from !== undefined && to !== undefined && virtualTime(from) > virtualTime(to);
  return [
    ...wrong.map(({ field, text }) => ({ field, value: text || "empty", allowed: ALLOWED })),
    ...(reversed ? [{ field: "to", value: to, allowed: `a virtual time from ${from} on, where recording begins` }] : []),
    ...(uncertainty === undefined
      ? []
      : [{ field: "uncertainty", value: uncertainty, reason: "a trace is of one run; leave out --uncertainty" }]),
    ...(actors.includes("") ? [{ field: "actors", value: "empty", allowed: "paths of actors, such as host/* or *" }] : []),
    ...(counter.includes("") ? [{ field: "counter", value: "empty", allowed: "the name of a field, such as queues" }] : []),
  ];
}
