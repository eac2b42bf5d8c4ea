/** Where a constant comes from: seen in the source named, or remembered. */
export type Provenance = "quoted" | "recalled";

/** Lowest and highest plausible value. */
export type PlausibleRange = readonly [low: number, high: number];

/** Why a constant is held fixed where what isn't known of constants is sampled, in one word, and what the word says. */
export const heldFixedReasons = {
  definition: "fixed by a format, an interface or a unit",
  code: "counted or read in the very code that is simulated",
  policy: "belongs to the table of a scheduling policy",
  machine: "what the machine that is simulated has",
  setting: "set by whoever runs the system: a factor of an experiment, not something unknown",
  part: "worked into other constants, which have ranges of their own",
} as const;

/** One of the {@link heldFixedReasons}. */
export type HeldFixed = keyof typeof heldFixedReasons;

/** A constant with its origin. No number enters a model without one. */
export interface Sourced {
  readonly value: number;
  /** Plausible range, lowest and highest. By default ±5 % where quoted and ±30 % where recalled. */
  readonly range: PlausibleRange;
  readonly unit: string;
  /** Paper and table, or repository and file. */
  readonly source: string;
  readonly provenance: Provenance;
  /** Set from a published measurement that it is meant to reproduce: that measurement then counts as fitted. */
  readonly fitted?: boolean;
  /** Why it isn't sampled; absent: it is, if its range has more than one value. */
  readonly held?: HeldFixed;
  /** Its plausible values are multiples of this; absent: whole numbers where things are counted, else any. */
  readonly step?: number;
}

function around(value: number, share: number): PlausibleRange {
  return [value * (1 - share), value * (1 + share)];
}

function ranged(value: number, range: PlausibleRange | HeldFixed): Pick<Sourced, "value" | "range" | "held"> {
  return typeof range === "string" ? { value, range: [value, value], held: range } : { value, range };
}

/**
 * A constant seen in its source.
 *
 * @param range of plausible values, or one word that says why there is no other.
 */
export function quoted(
  value: number,
  unit: string,
  source: string,
  range: PlausibleRange | HeldFixed = around(value, 0.05),
): Sourced {
  return { ...ranged(value, range), unit, source, provenance: "quoted" };
}

/** A constant from memory; `range` as of {@link quoted}. */
export function recalled(
  value: number,
  unit: string,
  source: string,
  range: PlausibleRange | HeldFixed = around(value, 0.3),
): Sourced {
  return { ...ranged(value, range), unit, source, provenance: "recalled" };
}

/** A constant that was set so that one published measurement comes out; `source` names the measurement. */
export function fitted(value: number, unit: string, source: string, range = around(value, 0.05)): Sourced {
  return { value, range, unit, source, provenance: "quoted", fitted: true };
}

/** A constant that is held fixed though it has a range, such as of what can be set. */
export function heldFixed(why: HeldFixed, constant: Sourced): Sourced {
  return { ...constant, held: why };
}

/** A constant whose plausible values are multiples of a number, such as sizes that have to divide. */
export function inSteps(step: number, constant: Sourced): Sourced {
  return { ...constant, step };
}
