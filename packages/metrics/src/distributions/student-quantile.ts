import { incompleteBeta } from "./incomplete-beta.ts";
import { logGamma } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";

/**
 * The value below which Student's t falls with a probability; within 1e-9 relative of published tables.
 *
 * Model notes: the root of the distribution function, by Newton's steps kept inside a bracket. Made of sums, products,
 * `exp` and `log` only, so that intervals are equal to the last bit on every supported Node.
 *
 * @param probability above 0, below 1.
 * @param degreesOfFreedom at least 1; need not be whole.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}; allowed is above 0, below 1`);
  }
  if (!(degreesOfFreedom >= 1 && degreesOfFreedom < Infinity)) {
    throw new RangeError(`degreesOfFreedom is ${degreesOfFreedom}; allowed is a number of at least 1`);
  }
  if (probability === 0.5) return 0;
  return probability < 0.5
    ? -quantileOfUpperTail(probability, degreesOfFreedom)
    : quantileOfUpperTail(1 - probability, degreesOfFreedom);
}

/** The probability with which Student's t is above a value. */
export function studentUpperTail(value: number, degreesOfFreedom: number): number {
  const half = incompleteBeta(degreesOfFreedom / (degreesOfFreedom + value * value), degreesOfFreedom / 2, 0.5) / 2;
  return value < 0 ? 1 - half : half;
}

function quantileOfUpperTail(tail: number, degrees: number): number {
  const peak = Math.exp(logGamma((degrees + 1) / 2) - logGamma(degrees / 2)) / Math.sqrt(degrees * Math.PI);
  let low = normalQuantile(1 - tail); // Student's tails are heavier than the normal's
  let high = 2 * low + 1;
  while (studentUpperTail(high, degrees) > tail) high *= 2;
  let value = low;
  for (let round = 0; round < 200 && high - low > 1e-14 * high; round += 1) {
    const excess = studentUpperTail(value, degrees) - tail;
    if (excess > 0) low = value;
    else high = value;
    const slope = peak * Math.exp((-(degrees + 1) / 2) * Math.log1p((value * value) / degrees));
    const next = value + excess / slope;
    const inside = next > low && next < high;
    if (inside && Math.abs(next - value) <= 1e-14 * next) return next;
    value = inside ? next : (low + high) / 2;
  }
  return value;
}
