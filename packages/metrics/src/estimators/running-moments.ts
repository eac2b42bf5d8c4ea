/** Count, mean and spread of values as they come: plain numbers, so that a probe can keep them among a run's notes. */
export interface RunningMoments {
  /** How many values. */
  n: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  squares: number;
}

/** Of no values yet. */
export function noMoments(): RunningMoments {
  return { n: 0, mean: 0, squares: 0 };
}

/** Takes one more value (Welford, Technometrics 4, 1962): nothing cancels, however large the mean is against the spread. */
export function addValue(moments: RunningMoments, value: number): void {
  const deviation = value - moments.mean;
  moments.n += 1;
  moments.mean += deviation / moments.n;
  moments.squares += deviation * (value - moments.mean);
}

/** Standard deviation with n - 1 in the denominator; 0 for less than two values. */
export function runningDeviation({ n, squares }: RunningMoments): number {
  return n < 2 ? 0 : Math.sqrt(squares / (n - 1));
}
