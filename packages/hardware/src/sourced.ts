/** Where a constant comes from: seen in the source named, or remembered. */
export type Provenance = "quoted" | "recalled";

/** A constant with its origin. No number enters a model without one. */
export interface Sourced {
  readonly value: number;
  /** Plausible range, lowest and highest. By default ±5 % where quoted and ±30 % where recalled. */
  readonly range: readonly [number, number];
  readonly unit: string;
  /** Paper and table, or repository and file. */
  readonly source: string;
  readonly provenance: Provenance;
  /** Set from a published measurement that it is meant to reproduce: that measurement then counts as fitted. */
  readonly fitted?: boolean;
}

function around(value: number, share: number): readonly [number, number] {
  return [value * (1 - share), value * (1 + share)];
}

/** A constant seen in its source. */
export function quoted(value: number, unit: string, source: string, range = around(value, 0.05)): Sourced {
  return { value, range, unit, source, provenance: "quoted" };
}

/** A constant from memory. */
export function recalled(value: number, unit: string, source: string, range = around(value, 0.3)): Sourced {
  return { value, range, unit, source, provenance: "recalled" };
}

/** A constant that was set so that one published measurement comes out; `source` names the measurement. */
export function fitted(value: number, unit: string, source: string, range = around(value, 0.05)): Sourced {
  return { value, range, unit, source, provenance: "quoted", fitted: true };
}
