import type { Experiment } from "./experiment.ts";
import type { FinishedRun } from "./outcome.ts";

/**
 * Adds to each finished run what is made of several runs.
 *
 * @returns the runs in the same order, with the derived measures among their values.
 */
export function deriveMeasures(experiment: Experiment, runs: readonly FinishedRun[]): FinishedRun[] {
  const derived = Object.entries(experiment.derived);
  const factors = Object.keys(experiment.factors);
  const key = (levels: Readonly<Record<string, string>>, seed: number) =>
    JSON.stringify([seed, ...factors.map((name) => levels[name])]);
  const bySeedAndLevels = new Map(runs.map((run) => [key(run.levels, run.seed), run]));
  return runs.map((run) => {
    const values: Record<string, number> = { ...run.values };
    for (const [name, { of }] of derived) {
      const value = of(run, (changed) => {
        const names = Object.entries(changed).map(([factor, level]) => [factor, String(level)]);
        return bySeedAndLevels.get(key({ ...run.levels, ...Object.fromEntries(names) }, run.seed));
      });
      if (value === undefined) continue;
      if (!Number.isFinite(value))
        throw new Error(`the derived measure ${name} is ${value} in run ${run.index}; allowed are finite numbers`);
      values[name] = value;
    }
    return { ...run, values };
  });
}
