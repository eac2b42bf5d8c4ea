/** From here on Stirling's series with the terms below is exact to the last digits of a double. */
const LEAST = 10;

/** Coefficients of 1/x, 1/x³, …: B(2k) / (2k (2k - 1)) with Bernoulli's numbers B (Abramowitz and Stegun, 6.1.41). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/**
 * Natural logarithm of the gamma function, within 1e-13 or fourteen digits, whichever is larger.
 *
 * Model notes: Stirling's series; small arguments are first raised by gamma(x + 1) = x gamma(x).
 *
 * @param x above 0.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`x is ${x}; allowed is above 0`);
  let raised = x;
  let product = 1;
  for (; raised < LEAST; raised += 1) product *= raised;
  const square = 1 / (raised * raised);
  const correction = STIRLING.reduceRight((sum, coefficient) => sum * square + coefficient, 0) / raised;
  return (raised - 0.5) * Math.log(raised) - raised + 0.5 * Math.log(2 * Math.PI) + correction - Math.log(product);
}
