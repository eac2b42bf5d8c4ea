/** From here on the continued fraction of the tail converges faster than the series about the middle. */
const TAIL = 3;

/** Coefficients of Hastings' approximation, right to 4.5e-4 (Abramowitz and Stegun, 26.2.23): where the search starts. */
const NUMERATOR = [2.515517, 0.802853, 0.010328];
const DENOMINATOR = [1, 1.432788, 0.189269, 0.001308];

/** The probability with which a standard normal variable is above a value; to about fourteen digits, also far out. */
export function normalUpperTail(value: number): number {
  if (Number.isNaN(value)) throw new RangeError("the value is NaN; allowed are numbers");
  if (value < 0) return 1 - normalUpperTail(-value);
  return value < TAIL ? 0.5 - density(value) * fromMiddle(value) : density(value) * millsRatio(value);
}

/** The value below which a standard normal variable falls with a probability: above 0, below 1. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability is ${probability}; allowed is above 0, below 1`);
  }
  if (probability < 0.5) return -quantileOfUpperTail(probability);
  return probability === 0.5 ? 0 : quantileOfUpperTail(1 - probability);
}

function quantileOfUpperTail(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  let value = Math.max(0, t - polynomial(NUMERATOR, t) / polynomial(DENOMINATOR, t));
  for (let round = 0; round < 3; round += 1) {
    const step = (normalUpperTail(value) - tail) / density(value);
    value += step / (1 - (value * step) / 2); // Halley's method: the density's slope is -value × density
  }
  return value;
}

function density(value: number): number {
  return Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI);
}

/** (P(Z < z) - 1/2) / density(z) = z + z³/3 + z⁵/(3·5) + … (Abramowitz and Stegun, 26.2.11). */
function fromMiddle(value: number): number {
  let term = value;
  let sum = value;
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (value * value) / odd;
    sum += term;
  }
  return sum;
}

/** P(Z > z) / density(z) = 1/(z + 1/(z + 2/(z + 3/…))) (Abramowitz and Stegun, 26.2.14). */
function millsRatio(value: number): number {
  let fraction = value;
  for (let k = 100; k >= 1; k -= 1) fraction = value + k / fraction;
  return 1 / fraction;
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
