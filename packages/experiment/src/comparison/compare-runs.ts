import { type Estimate, estimateMean, pairedDifference, pairedLogRatio, type RatioEstimate } from "@crosstalk/metrics";
import { throwProblems, type UsageProblem } from "../usage-error.ts";
import type { StoredRun, StoredRuns } from "./stored-runs.ts";

/** Which run of a set it is. */
export type RunIdentity = Pick<StoredRun, "index" | "levels" | "seed">;

/** One measure at one combination of levels, in both sets of runs. */
export interface ComparedMeasure {
  readonly levels: Readonly<Record<string, string>>;
  readonly measure: string;
  readonly unit: string;
  /** Over the pairs alone, each as if the other were not there. */
  readonly first: Estimate;
  readonly second: Estimate;
  /** Second less first, pair by pair, in the measure's unit. */
  readonly difference: Estimate;
  /** Second by first, pair by pair; absent unless all values are above 0. */
  readonly ratio?: RatioEstimate;
}

/** Two sets of runs of the same worlds under the same seeds, compared pair by pair. */
export interface Comparison {
  readonly factors: readonly string[];
  /** How many runs of the one have a counterpart in the other: the same levels, the same seed. */
  readonly pairs: number;
  /** How many of those pairs have the same fingerprint, so are the same run event by event. */
  readonly identical: number;
  /** By measure and combination of levels, as far as both sets have numbers. */
  readonly compared: readonly ComparedMeasure[];
  /** Runs without a finished counterpart, by the set that they are of. They play no part. */
  readonly unmatched: { readonly first: readonly RunIdentity[]; readonly second: readonly RunIdentity[] };
  /** Measures that only one of the sets has. */
  readonly onlyIn: { readonly first: readonly string[]; readonly second: readonly string[] };
}

/**
 * Compares two sets of runs by paired replications. Runs are paired by their levels and seed, so both drew the same random
 * numbers, and what these have in common cancels in the difference.
 *
 * Model notes: the interval of each difference covers by itself; of many, some miss (one of twenty at 95 %).
 *
 * @param measures which to compare; all that both have by default.
 * @throws {UsageError} if they can't be compared, listing everything that is wrong.
 */
export function compareRuns(first: StoredRuns, second: StoredRuns, measures?: readonly string[]): Comparison {
  const { factors } = first;
  const common = Object.keys(first.units).filter((measure) => measure in second.units);
  throwProblems(comparisonProblems(first, second, common, measures));
  const keyOf = ({ levels, seed }: RunIdentity) => JSON.stringify([factors.map((factor) => levels[factor]), seed]);
  const counterparts = new Map(second.runs.map((run) => [keyOf(run), run]));
  const ones = new Set(first.runs.map(keyOf));
  const pairs = first.runs.flatMap((one): Pair[] => {
    const other = counterparts.get(keyOf(one));
    return other === undefined ? [] : [[one, other]];
  });
  if (pairs.length === 0) throwProblems([nothingInCommon(first, second)]);
  const pointOf = ({ levels }: RunIdentity) => JSON.stringify(factors.map((factor) => levels[factor]));
  const points = new Map(first.runs.map((run): [string, Pair[]] => [pointOf(run), []]));
  for (const pair of pairs) points.get(pointOf(pair[0]))?.push(pair);
  return {
    factors,
    pairs: pairs.length,
    identical: pairs.filter(([one, other]) => one.fingerprint === other.fingerprint).length,
    compared: (measures ?? common).flatMap((measure) =>
      [...points.values()].flatMap((of) => compareMeasure(of, measure, first.units[measure] as string) ?? []),
    ),
    unmatched: {
      first: unmatched(first, (run) => !counterparts.has(keyOf(run))),
      second: unmatched(second, (run) => !ones.has(keyOf(run))),
    },
    onlyIn: {
      first: Object.keys(first.units).filter((measure) => !common.includes(measure)),
      second: Object.keys(second.units).filter((measure) => !common.includes(measure)),
    },
  };
}

type Pair = readonly [first: StoredRun, second: StoredRun];

function compareMeasure(pairs: readonly Pair[], measure: string, unit: string): ComparedMeasure | undefined {
  const values = pairs.flatMap(([one, other]) => {
    const [a, b] = [one.values[measure], other.values[measure]];
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
  if (values.length === 0) return undefined;
  const [a, b] = [values.map((pair) => pair.a), values.map((pair) => pair.b)];
  const positive = [...a, ...b].every((value) => value > 0);
  return {
    levels: pairs[0]?.[0].levels ?? {},
    measure,
    unit,
    first: estimateMean(a),
    second: estimateMean(b),
    difference: pairedDifference(b, a),
    ...(positive ? { ratio: pairedLogRatio(b, a) } : {}),
  };
}

/** Failed runs have no counterpart either; those of the other set then have none that has finished. */
function unmatched({ runs, failures }: StoredRuns, alone: (run: RunIdentity) => boolean): RunIdentity[] {
  const identity = ({ index, levels, seed }: RunIdentity) => ({ index, levels, seed });
  return [...runs.filter(alone), ...failures].map(identity).sort((a, b) => a.index - b.index);
}

function comparisonProblems(
  first: StoredRuns,
  second: StoredRuns,
  common: readonly string[],
  measures: readonly string[] = [],
): UsageProblem[] {
  const [one, other] = [first, second].map(({ factors }) => factors.toSorted().join(", "));
  const allowed = `one of ${common.join(", ")}`;
  return [
    ...(one === other ? [] : [{ field: "the second's list of factors", value: other || "empty", allowed: one || "none" }]),
    ...(common.length > 0 ? [] : [{ field: "the second's list of measures", value: namesOf(second), allowed: namesOf(first) }]),
    ...common
      .filter((measure) => first.units[measure] !== second.units[measure])
      .map((measure) => ({
        field: `the second's unit of ${measure}`,
        value: String(second.units[measure]),
        allowed: String(first.units[measure]),
      })),
    ...measures
      .filter((measure) => !common.includes(measure) && common.length > 0)
      .map((measure) => ({ field: "measure", value: measure || "empty", allowed })),
  ];
}

const namesOf = ({ units }: StoredRuns) => Object.keys(units).join(", ") || "empty";

function nothingInCommon(first: StoredRuns, second: StoredRuns): UsageProblem {
  const named = ({ runs: [run] }: StoredRuns) => (run === undefined ? "no finished run" : runName(run));
  return {
    field: "the number of runs with the same levels and seed",
    value: "0",
    allowed: "at least 1",
    reason: `the first begins with ${named(first)}, the second with ${named(second)}`,
  };
}

/** A run in words, such as `run 3 (platform = linux, seed 1)`. */
export function runName({ index, levels, seed }: RunIdentity): string {
  const words = [...Object.entries(levels).map(([factor, level]) => `${factor} = ${level}`), `seed ${seed}`];
  return `run ${index} (${words.join(", ")})`;
}
