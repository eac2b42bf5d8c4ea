/** Refuses a sample that is empty or holds what is not a finite number. */
export function checkValues(values: readonly number[]): void {
  if (values.length === 0) throw new RangeError("no values; allowed is at least one");
  checkFinite(values);
}

/** Refuses what is not a finite number. */
export function checkFinite(values: readonly number[]): void {
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`a value is ${bad}; allowed are finite numbers`);
}

/** Refuses what is no probability that an interval could cover with. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence is ${confidence}; allowed is above 0, below 1`);
}

/** Refuses a number that is not whole, or too small. */
export function checkCount(what: string, count: number, least: number): void {
  if (Number.isSafeInteger(count) && count >= least) return;
  throw new RangeError(`${what} is ${count}; allowed is a whole number of at least ${least}`);
}

/** The mean, as offset from the first value, so that equal values have exactly their value as mean. */
export function meanOf(values: readonly number[]): number {
  const first = values[0] as number;
  let offset = 0;
  for (const value of values) offset += value - first;
  return first + offset / values.length;
}

/** Sum of squared deviations from a mean. */
export function squaredDeviations(values: readonly number[], mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares;
}

/** With n - 1 in the denominator; 0 for a single value. */
export function standardDeviationOf(values: readonly number[], mean = meanOf(values)): number {
  return values.length < 2 ? 0 : Math.sqrt(squaredDeviations(values, mean) / (values.length - 1));
}
