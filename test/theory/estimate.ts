import { studentQuantile } from "@crosstalk/metrics";

/** An estimate of a mean with its 95 % confidence interval. */
export interface Estimate {
  readonly mean: number;
  readonly halfWidth: number;
}

/** Solves a symmetric positive definite system for several right sides at once, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, index) => [...row, ...(right[index] as readonly number[])]);
  const size = rows.length;
  rows.forEach((pivotRow, pivot) => {
    for (const row of rows) {
      if (row === pivotRow) continue;
      const factor = (row[pivot] as number) / (pivotRow[pivot] as number);
      for (let column = pivot; column < row.length; column += 1)
        row[column] = (row[column] as number) - factor * (pivotRow[column] as number);
    }
  });
  return rows.map((row, index) => row.slice(size).map((value) => value / (row[index] as number)));
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const product = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);

/**
 * Mean of batch means, adjusted by linear regression on control variates whose means are zero in theory, with its
 * confidence interval (Lavenberg and Welch, Management Science 27, 1981). Without controls it is the plain method of
 * batch means with Student's t.
 */
export function estimate(batches: readonly number[], controls: readonly (readonly number[])[] = []): Estimate {
  const count = batches.length;
  const mean = average(batches);
  const centred = batches.map((value) => value - mean);
  const controlMeans = controls.map(average);
  const centredControls = controls.map((values, index) => values.map((value) => value - (controlMeans[index] as number)));
  const squares = centredControls.map((a) => centredControls.map((b) => product(a, b)));
  const solved = solve(
    squares,
    centredControls.map((values, index) => [product(values, centred), controlMeans[index] as number]),
  );
  const slopes = solved.map((row) => row[0] as number);
  const spread = product(
    controlMeans,
    solved.map((row) => row[1] as number),
  );
  const residuals = centred.map(
    (value, batch) =>
      value - slopes.reduce((sum, slope, index) => sum + slope * ((centredControls[index] as number[])[batch] as number), 0),
  );
  const degrees = count - 1 - controls.length;
  const variance = product(residuals, residuals) / degrees;
  return {
    mean: mean - product(slopes, controlMeans),
    halfWidth: studentQuantile(0.975, degrees) * Math.sqrt(variance * (1 / count + spread)),
  };
}
