import type { Experiment } from "./experiment.ts";
import type { FinishedRun } from "./outcome.ts";

/** What came of deriving: the runs with more values, and what went wrong. */
export interface DerivedRuns {
  readonly runs: readonly FinishedRun[];
  /** For each derived measure that failed, the first thing that was wrong with it. */
  readonly problems: readonly string[];
}

/** Adds to each finished run, among its values, what is made of several runs. A number that can't be made is left out. */
export function deriveMeasures(experiment: Experiment, finished: readonly FinishedRun[]): DerivedRuns {
  const factors = Object.keys(experiment.factors);
  const key = (levels: Readonly<Record<string, string>>, seed: number) =>
    JSON.stringify([seed, ...factors.map((name) => levels[name])]);
  const bySeedAndLevels = new Map(finished.map((run) => [key(run.levels, run.seed), run]));
  const problems = new Map<string, string>();
  const runs = finished.map((run) => {
    const sibling = (changed: Readonly<Record<string, unknown>>) => {
      const names = Object.entries(changed).map(([factor, level]) => [factor, String(level)]);
      return bySeedAndLevels.get(key({ ...run.levels, ...Object.fromEntries(names) }, run.seed));
    };
    const values: Record<string, number> = { ...run.values };
    for (const [name, { of }] of Object.entries(experiment.derived)) {
      try {
        const value = of(run, sibling);
        if (value !== undefined && !Number.isFinite(value)) throw new RangeError(`is ${value}; allowed are finite numbers`);
        if (value !== undefined) values[name] = value;
      } catch (error) {
        if (!problems.has(name)) problems.set(name, `derived measure ${name}, run ${run.index}: ${messageOf(error)}`);
      }
    }
    return { ...run, values };
  });
  return { runs, problems: [...problems.values()] };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
