/**
 * Splits an integer total over weights so that the parts are integers and sum to it exactly: each gets its share
 * rounded down, and what is left goes to the largest remainders, the earlier first among equals.
 *
 * @param total an integer from 0 to 2^53 - 1.
 * @param weights finite and not negative. If all are zero, the parts are as equal as can be.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) {
    if (total === 0) return [];
    throw new RangeError(`nothing to apportion ${total} to`);
  }
  const sum = weights.reduce((before, weight) => before + weight, 0);
  const shares = weights.map((weight) => (sum > 0 ? total * (weight / sum) : total / weights.length));
  const parts = shares.map(Math.floor);
  let left = total - parts.reduce((before, part) => before + part, 0);
  const order = shares.map((share, index) => ({ index, remainder: share - Math.floor(share) }));
  order.sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (let turn = 0; left !== 0; turn = (turn + 1) % order.length) {
    const index = order[turn]?.index ?? 0;
    const change = left > 0 ? 1 : -1;
    if ((parts[index] ?? 0) + change < 0) continue;
    parts[index] = (parts[index] ?? 0) + change;
    left -= change;
  }
  return parts;
}
