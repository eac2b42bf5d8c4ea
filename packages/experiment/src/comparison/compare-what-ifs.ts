import { type ComparedMeasure, compareRuns } from "./compare-runs.ts";
import type { StoredRun, StoredRuns } from "./stored-runs.ts";

/** What became of runs under one choice of what-ifs, against those that went on as they had warmed up. */
export interface ComparedWhatIf {
  /** Levels of the what-if factors of the warm-up, and of the choice. */
  readonly base: Readonly<Record<string, string>>;
  readonly choice: Readonly<Record<string, string>>;
  /** The other factors. */
  readonly factors: readonly string[];
  /** By measure and levels of the other factors: first the base, second the choice. */
  readonly compared: readonly ComparedMeasure[];
}

/** Runs with what their numbers are of. */
export interface WhatIfRuns extends Pick<StoredRuns, "factors" | "units"> {
  readonly runs: readonly Pick<StoredRun, "index" | "levels" | "replication" | "seed" | "fingerprint" | "values">[];
}

/**
 * Compares what-ifs with what they are changes of, by paired replications: runs of the same seed have the same warm-up, and
 * draw the same random numbers after it.
 *
 * @param whatIf the what-if factors.
 * @param base their levels in the warm-up. If no run has these, there is nothing to compare.
 * @param measures which to compare; all by default.
 */
export function compareWhatIfs(
  { factors, units, runs }: WhatIfRuns,
  whatIf: readonly string[],
  base: Readonly<Record<string, string>>,
  measures: readonly string[] = Object.keys(units),
): readonly ComparedWhatIf[] {
  const others = factors.filter((factor) => !whatIf.includes(factor));
  const choiceOf = (levels: Readonly<Record<string, string>>) =>
    Object.fromEntries(whatIf.map((factor) => [factor, levels[factor] ?? ""]));
  const keyOf = (choice: Readonly<Record<string, string>>) => JSON.stringify(whatIf.map((factor) => choice[factor]));
  const choices = new Map(runs.map(({ levels }) => [keyOf(choiceOf(levels)), choiceOf(levels)]));
  const under = (choice: Readonly<Record<string, string>>): StoredRuns => ({
    experiment: "",
    factors: others,
    units: Object.fromEntries(measures.map((measure) => [measure, units[measure] ?? "1"])),
    runs: runs.filter(({ levels }) => keyOf(levels) === keyOf(choice)).map((run) => ({ ...run, endNanoseconds: 0 })),
    failures: [],
    command: "",
    versions: {},
  });
  const unchanged = under(base);
  if (unchanged.runs.length === 0) return [];
  const seeds = new Set(unchanged.runs.map((run) => pairOf(run, others)));
  return [...choices.values()].flatMap((choice) => {
    const changed = under(choice);
    if (keyOf(choice) === keyOf(base) || !changed.runs.some((run) => seeds.has(pairOf(run, others)))) return [];
    return [{ base, choice, factors: others, compared: compareRuns(unchanged, changed).compared }];
  });
}

const pairOf = ({ levels, seed }: Pick<StoredRun, "levels" | "seed">, factors: readonly string[]): string =>
  JSON.stringify([factors.map((factor) => levels[factor]), seed]);
