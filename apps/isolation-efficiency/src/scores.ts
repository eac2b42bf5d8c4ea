import type { FinishedRun, Results } from "@crosstalk/experiment";
import { type Estimate, estimateMean } from "@crosstalk/metrics";
import { figureParts, type IsolationKind, isolationKinds, type PartName } from "./parts.ts";

/** Where a platform stands, with 95 % confidence intervals over replications. */
export interface PlatformScore {
  readonly platform: string;
  /** Geometric mean over programs of native time ÷ time on the platform. */
  readonly efficiency?: Estimate;
  /** For each kind of isolation, the mean over its scenarios. */
  readonly kinds: { readonly [Kind in IsolationKind]?: Estimate };
  /** Mean of the kinds. */
  readonly isolation?: Estimate;
  /** What each scenario is worth, by name. */
  readonly scenarios: Readonly<Record<string, Estimate>>;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const geometricMean = (values: readonly number[]): number => Math.exp(meanOf(values.map(Math.log)));

/** The part of the figure to which a scenario belongs. */
export function partOf(scenario: string): PartName | undefined {
  return figureParts.find(({ scenarios, more }) => [...scenarios, ...more].some(({ name }) => name === scenario))?.name;
}

/** Worth of one replication's runs of a part: undefined if there are fewer than there should be, or none is worth anything. */
function partOfSeed(part: PartName, runs: readonly FinishedRun[], expected: number): number | undefined {
  const values = runs.flatMap(({ values: { [part]: value } }) => (value === undefined ? [] : [value]));
  if (values.length === 0 || runs.length < expected) return undefined;
  return part === "efficiency" ? geometricMean(values) : meanOf(values);
}

const estimateOf = (values: readonly (number | undefined)[]): Estimate | undefined => {
  const found = values.filter((value) => value !== undefined);
  return found.length === 0 ? undefined : estimateMean(found);
};

/** Drops what is undefined, so that absent fields are absent. */
function present<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** What one seed makes of the kinds of isolation on a platform; absent where runs are missing. */
export interface SeedIsolation {
  readonly seed: number;
  readonly kinds: { readonly [Kind in IsolationKind]?: number };
  /** Mean of the kinds. */
  readonly isolation?: number;
}

const runsOf = (runs: readonly FinishedRun[], part: PartName, platform: string, seed: number): readonly FinishedRun[] =>
  runs.filter(({ seed: own, levels }) => own === seed && levels.platform === platform && partOf(levels.scenario ?? "") === part);

/** For each seed, what the runs under it make of a part on a platform. */
function partBySeed(runs: readonly FinishedRun[], part: PartName, platform: string): readonly (number | undefined)[] {
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const platforms = [...new Set(runs.map(({ levels }) => levels.platform as string))];
  const counts = platforms.flatMap((each) => seeds.map((seed) => runsOf(runs, part, each, seed).length));
  return seeds.map((seed) => partOfSeed(part, runsOf(runs, part, platform, seed), Math.max(0, ...counts)));
}

/** What each seed makes of the kinds of isolation on a platform. */
export function kindsBySeed({ runs }: Results, platform: string): readonly SeedIsolation[] {
  const values = isolationKinds.map((kind) => [kind, partBySeed(runs, kind, platform)] as const);
  const measured = values.filter(([, bySeed]) => bySeed.some((value) => value !== undefined));
  return [...new Set(runs.map(({ seed }) => seed))].map((seed, index): SeedIsolation => {
    const found = measured.flatMap(([, bySeed]) => bySeed[index] ?? []);
    const isolation = found.length === 0 || found.length < measured.length ? undefined : meanOf(found);
    const kinds = present(Object.fromEntries(values.map(([kind, bySeed]) => [kind, bySeed[index]])));
    return { seed, kinds, ...present({ isolation }) };
  });
}

/**
 * Where each platform stands. Each replication gives one value for each part, made of the runs under its seed, so that
 * intervals are over independent replications; platforms share the seeds.
 */
export function platformScores(results: Results): readonly PlatformScore[] {
  const { runs } = results;
  const platforms = [...new Set(runs.map(({ levels: { platform } }) => platform as string))];
  return platforms.map((platform): PlatformScore => {
    const bySeed = kindsBySeed(results, platform);
    const scenarios = [...new Set(runs.map(({ levels: { scenario } }) => scenario as string))].map((scenario) => {
      const part = partOf(scenario);
      const own = runs.filter(({ levels }) => levels.platform === platform && levels.scenario === scenario);
      return [scenario, part === undefined ? undefined : estimateOf(own.map(({ values: { [part]: value } }) => value))] as const;
    });
    const kinds = isolationKinds.map((kind) => [kind, estimateOf(bySeed.map((each) => each.kinds[kind]))]);
    const efficiency = estimateOf(partBySeed(runs, "efficiency", platform));
    return {
      platform,
      kinds: present(Object.fromEntries(kinds)),
      scenarios: present(Object.fromEntries(scenarios)) as Readonly<Record<string, Estimate>>,
      ...present({ efficiency, isolation: estimateOf(bySeed.map(({ isolation }) => isolation)) }),
    };
  });
}
