import { type Estimate, estimateMean } from "../estimators/estimate.ts";
import { checkConfidence, checkCount, checkFinite, meanOf } from "../estimators/sample.ts";
import { screeningConstant } from "./screening-constant.ts";

/** What is the best, and how sure one wants to be of it. */
export interface SelectionRule {
  readonly better: "larger" | "smaller";
  /** The smallest difference in the mean that matters, above 0: of those closer to the best than that, any may be selected. */
  readonly indifference: number;
  /** Probability with which the best is selected if it is better than all others by `indifference`; 0.95 unless told. */
  readonly confidence?: number;
  /** Replications of each system before any is compared; 10 unless told. */
  readonly first?: number;
}

/** What the replications made so far say. */
export type BestOf<Name extends string = string> =
  /** That one is selected; the estimates of all, each from as many replications as it took part in. */
  | { readonly kind: "best"; readonly name: Name; readonly estimates: Readonly<Record<Name, Estimate>> }
  /**
   * Not yet: each of the contenders needs at least so many replications in all, and never more than `most`. The others are
   * out, and need no more.
   */
  | { readonly kind: "more"; readonly contenders: readonly Name[]; readonly needed: number; readonly most: number };

/**
 * Selects the best of several systems by the fully sequential procedure of Kim and Nelson (ACM Transactions on Modeling and
 * Computer Simulation 11, 2001): after each replication, a system is out if another is better by more than chance explains;
 * the margin narrows with each replication, and is gone after a number that the first replications fix.
 *
 * Model notes. Holds for normal replications, means of long runs nearly so, and under common random numbers, which make it
 * fast: the margins come from the variances of differences seed by seed. Looked at replication by replication, so the answer
 * doesn't depend on how many are made at a time.
 *
 * @param samples for each system one value for each seed, in the same order of seeds.
 */
export function selectBest<Name extends string>(
  samples: Readonly<Record<Name, readonly number[]>>,
  rule: SelectionRule,
): BestOf<Name> {
  const { better, indifference, confidence = 0.95, first = 10 } = rule;
  const names = Object.keys(samples) as Name[];
  if (names.length < 2) throw new RangeError(`there are ${names.length} systems; allowed is at least 2`);
  if (!(indifference > 0 && indifference < Infinity))
    throw new RangeError(`the indifference is ${indifference}; allowed is above 0`);
  checkConfidence(confidence);
  checkCount("the first replications", first, 2);
  const values = Object.values(samples) as (readonly number[])[];
  checkFinite(values.flat());
  if (values.some(({ length }) => length < first)) return { kind: "more", contenders: names, needed: first, most: Infinity };

  const sign = better === "larger" ? 1 : -1;
  const constant = screeningConstant(names.length, confidence, first);
  /** How long the margin between two lasts, in replications. */
  const lasts = values.map((one) =>
    values.map((other) => (constant * varianceOfDifference(one, other, first)) / (indifference * indifference)),
  );
  const systems = values.map((_, index) => index);
  const most = Math.max(first, ...lasts.flat().map((length) => Math.floor(length) + 1));
  const took = values.map(() => first);
  let contenders = systems;
  for (let made = first; ; made += 1) {
    const means = values.map((value) => sign * meanOf(value.slice(0, made)));
    for (const index of contenders) took[index] = made;
    const beaten = (one: number) =>
      contenders.some((other) => {
        const margin = (indifference / (2 * made)) * ((lasts[one]?.[other] as number) - made);
        return (means[one] as number) < (means[other] as number) - Math.max(0, margin);
      });
    contenders = contenders.filter((index) => !beaten(index));
    if (contenders.length === 1 || made >= most) {
      const [best] = contenders.toSorted((a, b) => (means[b] as number) - (means[a] as number)) as [number];
      const estimates = names.map((name, index) => [name, estimateMean(values[index]?.slice(0, took[index]) ?? [], confidence)]);
      return { kind: "best", name: names[best] as Name, estimates: Object.fromEntries(estimates) };
    }
    if (contenders.some((index) => (values[index]?.length as number) <= made)) {
      return { kind: "more", contenders: contenders.map((index) => names[index] as Name), needed: made + 1, most };
    }
  }
}

function varianceOfDifference(one: readonly number[], other: readonly number[], first: number): number {
  const differences = one.slice(0, first).map((value, index) => value - (other[index] as number));
  const { standardDeviation } = estimateMean(differences);
  return standardDeviation * standardDeviation;
}
