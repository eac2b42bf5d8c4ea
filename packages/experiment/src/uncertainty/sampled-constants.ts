import { knownConstants, plausibleValue, type Sourced, whyHeldFixed } from "@crosstalk/hardware";
import { type ConstantSample, latinHypercube } from "@crosstalk/metrics";
import type { Experiment } from "../experiment.ts";
import { factor } from "../factor.ts";
import { level } from "../level.ts";
import { throwProblems, type UsageProblem, wholeNumber, wholeNumberProblems } from "../usage-error.ts";

/** The factor whose levels are samples of all constants, in an experiment {@link withUncertainty}. */
export const CONSTANTS = "constants";

/** Fewest samples that constants can be ranked by, and most. */
const [LEAST_SAMPLES, MOST_SAMPLES] = [4, 10_000];

/** Fewest replications that chance can be told from constants by. */
const LEAST_REPLICATIONS = 2;

/** What is sampled in an experiment {@link withUncertainty}. */
export interface SampledConstants {
  /** The experiment with the constants' own values. */
  readonly nominal: Experiment;
  /** The constants that are sampled, with their ranges, by name. */
  readonly constants: Readonly<Record<string, Sourced>>;
  /** Those that keep their values, each with the word that says why. */
  readonly held: Readonly<Record<string, HeldConstant>>;
}

/** A constant that keeps its value in all samples. */
export interface HeldConstant extends Pick<Sourced, "value" | "unit"> {
  /** One word: one of `heldFixedReasons`, `whole` where no other whole number is in its range, or `exact`. */
  readonly why: string;
}

/** What is wrong with a number of samples, as a list of one or none. */
export function uncertaintyProblems(samples: number | string): UsageProblem[] {
  return wholeNumberProblems("uncertainty", samples, LEAST_SAMPLES, MOST_SAMPLES);
}

/**
 * What is wrong with a number of replications of each sample, as a list of one or none. What is no number of replications at
 * all isn't told: it is of every request.
 */
export function sampledReplicationsProblems(replications: number | string): UsageProblem[] {
  const number = wholeNumber(replications);
  if (!(number >= 1 && number < LEAST_REPLICATIONS)) return [];
  const reason = "from fewer, what constants do can't be told from what chance does";
  return [
    { field: "replications", value: String(replications), allowed: `at least ${LEAST_REPLICATIONS} with uncertainty`, reason },
  ];
}

/**
 * An experiment over what is not known of the constants that its models have: with one more factor, each level of which is
 * a sample of all constants by name, by Latin hypercube over their ranges. All samples run under the same seeds, so that what
 * constants do can be told from what chance does. Without figure and report, which are of the experiment itself.
 *
 * Named constants of the modules loaded so far are sampled, but for those that are held fixed. Which of them matter to the
 * experiment is told by its runs: only those that some run has read are ranked and told of. Runs have to be made by
 * `uncertainPool`, or through a queue: both give each sample to threads of its own.
 *
 * @param samples how many, at least 4.
 * @param seed of the samples.
 * @throws {UsageError} if the number is none that is allowed, or the experiment has a factor of that name.
 */
export function withUncertainty(experiment: Experiment, samples: number | string, seed: number): Experiment {
  const taken = CONSTANTS in experiment.factors;
  const reason = `the experiment has a factor named ${CONSTANTS}, so samples can't be`;
  throwProblems([...uncertaintyProblems(samples), ...(taken ? [{ field: "uncertainty", value: String(samples), reason }] : [])]);
  const constants = variedConstants();
  const drawn = latinHypercube(
    Object.entries(constants).map(([name, { value, range }]) => ({ name, value, low: range[0], high: range[1] })),
    wholeNumber(samples),
    seed,
  );
  const levels = drawn.map((sample, index) => level(`sample-${index + 1}`, plausibleSample(constants, sample)));
  const { figure: _figure, report: _report, ...rest } = experiment;
  return {
    ...rest,
    factors: { ...experiment.factors, [CONSTANTS]: factor<ConstantSample>({ levels }) },
    sampled: { nominal: experiment, constants, held: heldConstants() },
  };
}

/** What was drawn, whole where constants are. */
function plausibleSample(constants: Readonly<Record<string, Sourced>>, drawn: ConstantSample): ConstantSample {
  return Object.fromEntries(
    Object.entries(constants).map(([name, constant]) => [name, plausibleValue(constant, drawn[name] as number)]),
  );
}

function variedConstants(): Readonly<Record<string, Sourced>> {
  return Object.fromEntries(Object.entries(knownConstants()).filter(([, constant]) => whyHeldFixed(constant) === undefined));
}

function heldConstants(): Readonly<Record<string, HeldConstant>> {
  const held = Object.entries(knownConstants()).flatMap(([name, constant]) => {
    const { value, unit } = constant;
    const why = whyHeldFixed(constant);
    return why === undefined ? [] : [[name, { value, unit, why }] as const];
  });
  return Object.fromEntries(held);
}
