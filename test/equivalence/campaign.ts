import fc from "fast-check";
import type { Case } from "./blueprint.ts";
import { cases } from "./case-arbitrary.ts";
import { compare, type Difference, expectedOf } from "./compare.ts";
import { featuresOf } from "./features.ts";
import type { CreateActor } from "./runtime.ts";

/** What comes of many random cases. */
export interface Campaign {
  readonly seed: number;
  readonly cases: number;
  readonly differences: readonly Difference[];
  /** In how many cases each feature occurs. */
  readonly features: ReadonlyMap<string, number>;
}

/** Random cases of a seed: always the same. */
export function randomCases(seed: number, count: number): Case[] {
  return fc.sample(cases, { seed, numRuns: count });
}

/** Compares a runtime with XState's interpreter in many random cases; ends after so many differences. */
export function campaign(other: CreateActor, seed: number, count: number, mostDifferences = 1): Campaign {
  const differences: Difference[] = [];
  const features = new Map<string, number>();
  let ran = 0;
  for (const what of randomCases(seed, count)) {
    ran += 1;
    const expected = expectedOf(what);
    for (const feature of featuresOf(what, expected)) features.set(feature, (features.get(feature) ?? 0) + 1);
    const difference = compare(what, other, expected);
    if (difference !== undefined) differences.push(difference);
    if (differences.length >= mostDifferences) break;
  }
  return { seed, cases: ran, differences, features };
}

/** In how many cases each feature occurs, as lines of text, the rarest first. */
export function featureTable({ cases: count, features }: Campaign): string {
  return [...features]
    .toSorted((one, other) => one[1] - other[1])
    .map(([feature, number]) => `${((100 * number) / count).toFixed(1).padStart(6)} %  ${feature}`)
    .join("\n");
}
