/** How an error of a metric is told. */
export type Scoring = "ratio" | "points";

/** What can be measured of a case. */
export interface Metric {
  readonly name: string;
  readonly about: string;
  /** `ratio`: the logarithm of the ratio of two ratios to the baseline. `points`: percentage points apart. */
  readonly scoring: Scoring;
}

/** The metrics, by name. */
export const metrics: readonly Metric[] = [
  { name: "time", about: "how long the program, or one of its operations, takes; against the baseline", scoring: "ratio" },
  { name: "rate", about: "how many in a second, all virtual machines together; against the baseline", scoring: "ratio" },
  {
    name: "degradation",
    about: "by how many per cent the rate is less beside the antagonist than without it on the same platform",
    scoring: "points",
  },
  {
    name: "share",
    about: "per cent of the virtual machines' processor time that the first has had when the first program ends",
    scoring: "points",
  },
];
