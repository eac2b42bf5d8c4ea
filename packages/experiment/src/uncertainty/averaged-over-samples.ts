import type { StoredRun } from "../comparison/stored-runs.ts";
import { CONSTANTS } from "./sampled-constants.ts";

/** A run, as far as averages are made of it. */
type AveragedRun = Pick<StoredRun, "index" | "levels" | "seed" | "values">;

/**
 * One run in the place of all samples of the constants under the same seed and at the same levels else, with the averages of
 * their values. Samples share their seeds, so that these averages, and not the samples, are independent.
 *
 * A measure has an average only where all samples gave a number, as for `uncertaintyOf`.
 */
export function averagedOverSamples(runs: readonly AveragedRun[]): AveragedRun[] {
  const samples = new Set(runs.map(({ levels }) => levels[CONSTANTS])).size;
  const groups = new Map<string, AveragedRun[]>();
  for (const run of runs) {
    const { [CONSTANTS]: _sample, ...levels } = run.levels;
    const key = JSON.stringify([levels, run.seed]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [{ ...run, levels }]);
    else group.push(run);
  }
  return [...groups.values()].map((group) => {
    const first = group[0] as AveragedRun;
    const values = Object.keys(first.values).flatMap((metric) => {
      const found = group.flatMap((run) => run.values[metric] ?? []);
      return found.length === samples ? [[metric, found.reduce((sum, value) => sum + value, 0) / samples] as const] : [];
    });
    return { index: first.index, levels: first.levels, seed: first.seed, values: Object.fromEntries(values) };
  });
}
