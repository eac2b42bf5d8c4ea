import type { Runtime } from "@crosstalk/engine";

/** One number that a measurement of ours alone gives. */
export interface Figure {
  /** Identifies it within its section, for targets. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly runtime: Runtime;
  readonly value: number;
}
