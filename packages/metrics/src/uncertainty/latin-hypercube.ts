import { type RandomStream, RandomStreams } from "@crosstalk/engine";
import { checkCount } from "../estimators/sample.ts";

/** A constant of a model that is known only so well. */
export interface UncertainConstant {
  /** Unique, such as `xen-3.0.4/hypercall`. */
  readonly name: string;
  readonly value: number;
  /** Lower end of the plausible range, at most the value. */
  readonly low: number;
  /** Upper end of the plausible range, at least the value. */
  readonly high: number;
}

/** A plausible value for each constant, by name. */
export type ConstantSample = Readonly<Record<string, number>>;

/**
 * Plausible values of constants by Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21, 1979): the range
 * of each constant is cut into as many equally probable strata as there are samples, and each stratum is used once, in an
 * order drawn anew for each constant.
 *
 * Model notes. A constant is as probably below its value as above it, and uniform on either side: nothing but the value and
 * the range is known of it. Each constant draws from a stream of its own, so that the samples of the others stay when one
 * is added.
 *
 * @param constants with names of their own.
 * @param count how many samples, at least 2.
 */
export function latinHypercube(constants: readonly UncertainConstant[], count: number, seed: number): readonly ConstantSample[] {
  checkCount("the number of samples", count, 2);
  checkConstants(constants);
  const streams = new RandomStreams(seed);
  const columns = constants.map((constant) => {
    const stream = streams.stream(`constant ${constant.name}`);
    return shuffled(count, stream).map((stratum) => atProbability(constant, (stratum + stream.uniform()) / count));
  });
  return Array.from({ length: count }, (_, sample) =>
    Object.fromEntries(constants.map(({ name }, index) => [name, columns[index]?.[sample] as number])),
  );
}

function checkConstants(constants: readonly UncertainConstant[]): void {
  const problems = constants.flatMap(({ name, value, low, high }) =>
    Number.isFinite(low) && Number.isFinite(high) && low <= value && value <= high
      ? []
      : [`constant ${name} is ${value}; allowed is a value within its range, which is ${low} to ${high}`],
  );
  const repeated = constants.filter(({ name }, index) => constants.findIndex((other) => other.name === name) !== index);
  problems.push(...repeated.map(({ name }) => `constant ${name} is there twice; allowed is once`));
  if (problems.length > 0) throw new RangeError(problems.join("\n"));
}

/** The value that a constant is below with a probability. */
function atProbability({ value, low, high }: UncertainConstant, probability: number): number {
  return probability < 0.5 ? low + 2 * probability * (value - low) : value + (2 * probability - 1) * (high - value);
}

/** 0 to count - 1, in an order drawn at random (Fisher and Yates). */
function shuffled(count: number, stream: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = stream.integer(0, last);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
