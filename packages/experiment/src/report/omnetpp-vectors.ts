import type { StoredRuns } from "../comparison/stored-runs.ts";
import type { StoredSeries } from "../comparison/stored-series.ts";
import { line, runHeader, unitLines, versionLine } from "./omnetpp-lines.ts";

/**
 * All time series as a vector file of OMNeT++ (`.vec`): for each run, a vector for each series, of a module that bears the
 * experiment's name. Runs without series are left out. A point stands at the virtual time at which its stretch begins, in
 * seconds, and has the stretch's mean: so it holds until the next one, as a vector of levels is drawn.
 *
 * Simplified: least, most and amount of the stretches have no place there, and there are no event numbers.
 *
 * Source: OMNeT++ Simulation Manual 5.4.1, chapter 27 "Result File Formats", section 27.1.
 */
export function omnetppVectors(stored: StoredRuns, series: readonly StoredSeries[]): string {
  let id = -1;
  const key = (of: Pick<StoredSeries, "levels" | "seed">) =>
    JSON.stringify([of.seed, ...stored.factors.map((name) => of.levels[name])]);
  const byRun = new Map<string, StoredSeries[]>();
  for (const each of series) byRun.set(key(each), [...(byRun.get(key(each)) ?? []), each]);
  const lines = stored.runs.flatMap((run) => {
    const own = byRun.get(key(run)) ?? [];
    if (own.length === 0) return [];
    const vectors = own.map((each) => ({ ...each, id: ++id }));
    return [
      "",
      ...runHeader(stored, run),
      ...vectors.flatMap((each) => [line("vector", each.id, stored.experiment, each.name, "TV"), ...unitLines(each.unit)]),
      ...vectors.flatMap((each) => each.points.map(({ from, mean }) => [each.id, from / 1e9, mean].join("\t"))),
    ];
  });
  return [versionLine, ...lines].map((text) => `${text}\n`).join("");
}
