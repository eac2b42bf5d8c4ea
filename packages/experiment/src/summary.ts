import { type Estimate, estimateMean } from "@crosstalk/metrics";
import type { Experiment } from "./experiment.ts";
import type { FinishedRun } from "./outcome.ts";

/** What the replications of one combination of levels tell of each measure. */
export interface SummaryPoint {
  readonly levels: Readonly<Record<string, string>>;
  /** By measure, derived ones included; absent where no replication gave a number. */
  readonly estimates: Readonly<Record<string, Estimate>>;
}

/** The results of an experiment, one point for each combination of levels that has a finished run. */
export interface Summary {
  /** The factors, in order. */
  readonly factors: readonly string[];
  /** Unit by measure, derived ones included, in order. */
  readonly units: Readonly<Record<string, string>>;
  readonly points: readonly SummaryPoint[];
}

/** The unit of each measure and derived measure. */
export function unitsOf(experiment: Experiment): Record<string, string> {
  const all = { ...experiment.measures, ...experiment.derived };
  return Object.fromEntries(Object.entries(all).map(([name, { unit }]) => [name, unit]));
}

/**
 * Mean and 95 % confidence interval of every measure at every combination of levels, by independent replications.
 *
 * @param runs finished runs, derived measures among their values.
 */
export function summarize(experiment: Experiment, runs: readonly FinishedRun[]): Summary {
  return summarizeRuns(Object.keys(experiment.factors), unitsOf(experiment), runs);
}

/** What of a run a summary is made of. */
type SummarizedRun = Pick<FinishedRun, "index" | "levels" | "values">;

/** As {@link summarize}, of runs whose experiment is not at hand. */
export function summarizeRuns(
  factors: readonly string[],
  units: Readonly<Record<string, string>>,
  runs: readonly SummarizedRun[],
): Summary {
  const byPoint = new Map<string, SummarizedRun[]>();
  const key = ({ levels }: SummarizedRun) => JSON.stringify(factors.map((factor) => levels[factor]));
  for (const run of [...runs].sort((a, b) => a.index - b.index)) {
    const group = byPoint.get(key(run));
    if (group === undefined) byPoint.set(key(run), [run]);
    else group.push(run);
  }
  const points = [...byPoint.values()].map((group): SummaryPoint => {
    const estimates = Object.keys(units).flatMap((metric): [string, Estimate][] => {
      const values = group.flatMap(({ values: { [metric]: value } }) => (value === undefined ? [] : [value]));
      return values.length === 0 ? [] : [[metric, estimateMean(values)]];
    });
    return { levels: (group[0] as SummarizedRun).levels, estimates: Object.fromEntries(estimates) };
  });
  return { factors, units, points };
}
