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

/**
 * Where each platform stands. Each replication gives one value for each part, made of the runs under its seed, so that
 * intervals are over independent replications; platforms share the seeds.
 */
export function platformScores({ runs }: Results): readonly PlatformScore[] {
  const platforms = [...new Set(runs.map(({ levels: { platform } }) => platform as string))];
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const worth = (part: PartName, platform: string, seed: number) =>
    runs.filter(
      ({ seed: own, levels }) => own === seed && levels.platform === platform && partOf(levels.scenario ?? "") === part,
    );
  const expected = (part: PartName) =>
    Math.max(0, ...platforms.flatMap((platform) => seeds.map((seed) => worth(part, platform, seed).length)));
  return platforms.map((platform): PlatformScore => {
    const bySeed = (part: PartName) => seeds.map((seed) => partOfSeed(part, worth(part, platform, seed), expected(part)));
    const kinds = { fault: bySeed("fault"), resource: bySeed("resource"), security: bySeed("security") };
    const measured = isolationKinds.filter((kind) => kinds[kind].some((value) => value !== undefined));
    const isolation = seeds.map((_, index) => {
      const values = measured.flatMap((kind) => kinds[kind][index] ?? []);
      return values.length === 0 || values.length < measured.length ? undefined : meanOf(values);
    });
    const scenarios = [...new Set(runs.map(({ levels: { scenario } }) => scenario as string))].map((scenario) => {
      const part = partOf(scenario);
      const own = runs.filter(({ levels }) => levels.platform === platform && levels.scenario === scenario);
      return [scenario, part === undefined ? undefined : estimateOf(own.map(({ values: { [part]: value } }) => value))] as const;
    });
    return {
      platform,
      kinds: present(Object.fromEntries(isolationKinds.map((kind) => [kind, estimateOf(kinds[kind])]))),
      scenarios: present(Object.fromEntries(scenarios)) as Readonly<Record<string, Estimate>>,
      ...present({ efficiency: estimateOf(bySeed("efficiency")), isolation: estimateOf(isolation) }),
    };
  });
}
