import type { ReportCell, Results } from "@crosstalk/experiment";
import type { IsolationKind } from "../parts.ts";

/** A run of a kind of isolation, with what its numbers can be followed to. */
export interface IsolationRun<Evidence> {
  /** The scenario, without the kind's name before it. */
  readonly scenario: string;
  readonly seed: number;
  readonly fingerprint: string;
  readonly values: Readonly<Record<string, number>>;
  /** Undefined where the run has nothing to tell, as of a fault of what a platform has not. */
  readonly evidence: Evidence | undefined;
}

/** Runs of a kind of isolation on a platform, by scenario and, within one, by seed. */
export function isolationRuns<Evidence>(
  { runs }: Results,
  kind: IsolationKind,
  platform: string,
): readonly IsolationRun<Evidence>[] {
  const prefix = `${kind}-`;
  const own = runs.filter(({ levels }) => levels.platform === platform && levels.scenario?.startsWith(prefix));
  const scenarios = [...new Set(own.map(({ levels }) => levels.scenario as string))];
  return scenarios.flatMap((scenario) =>
    own
      .filter(({ levels }) => levels.scenario === scenario)
      .map(({ seed, fingerprint, values, evidence }) => ({
        scenario: scenario.slice(prefix.length),
        seed,
        fingerprint,
        values,
        evidence: evidence as Evidence | undefined,
      })),
  );
}

/** Where the section is, on the page, that tells how a platform's number of a kind of isolation comes about. */
export function sectionOf(kind: IsolationKind, platform: string): string {
  return `${kind}-${platform}`;
}

/** A row of a table that is about one seed. */
export interface SeedRow {
  readonly seed: number;
  /** What the row is about, before the seed. */
  readonly about: readonly ReportCell[];
  /** What there is to tell, after the seed. */
  readonly told: readonly ReportCell[];
}

/** Rows of a table in which those of several seeds that say the same have become one, under the first of them. */
export function bySeeds(rows: readonly SeedRow[]): readonly (readonly ReportCell[])[] {
  const joined = new Map<string, { readonly row: SeedRow; readonly seeds: number[] }>();
  for (const row of rows) {
    const key = JSON.stringify([row.about, row.told]);
    const same = joined.get(key);
    if (same === undefined) joined.set(key, { row, seeds: [row.seed] });
    else same.seeds.push(row.seed);
  }
  return [...joined.values()].map(({ row, seeds }) => [...row.about, [...new Set(seeds)].join(",\u00a0"), ...row.told]);
}

/**
 * Commands that make runs of one seed again, for a shell: one for each list of scenarios. They leave the results at hand
 * as they are.
 */
export function replayCommands(platform: string, scenarios: readonly (readonly string[])[], seed: number): readonly string[] {
  return scenarios.map(
    (names) =>
      `npm run crosstalk -- run isolation-efficiency --set platform=${platform} --set scenario=${names.join(",")} --seed ${seed} --replications 1 --out results/followed`,
  );
}
