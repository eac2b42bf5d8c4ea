/**
 * The constant h² of Kim and Nelson's procedure, with c = 1 as they recommend:
 * `(n - 1) ((2 α / (k - 1))^(-2 / (n - 1)) - 1)` for k systems, n first replications and a chance α to be wrong.
 */
export function screeningConstant(systems: number, confidence: number, first: number): number {
  const chance = (2 * (1 - confidence)) / (systems - 1);
  return (first - 1) * Math.expm1((-2 * Math.log(chance)) / (first - 1));
}
