/**
 * How many times longer something took beside others than alone; 1: no slower.
 *
 * @param beside time beside others, at least 0, in any unit.
 * @param alone time alone in the same unit, above 0.
 */
export function slowdown(beside: number, alone: number): number {
  if (!(beside >= 0)) throw new RangeError(`the time beside others is ${beside}; allowed is at least 0`);
  if (!(alone > 0)) throw new RangeError(`the time alone is ${alone}; allowed is above 0`);
  return beside / alone;
}

/**
 * Each party's part of the whole, 0 to 1; they add up to 1 (all are 0 if nobody has anything).
 *
 * @param amounts what each party has, at least 0, in one unit.
 */
export function shares<Party extends string>(amounts: Readonly<Record<Party, number>>): Record<Party, number> {
  const entries = Object.entries(amounts) as [Party, number][];
  let total = 0;
  for (const [party, amount] of entries) {
    if (!(amount >= 0)) throw new RangeError(`the amount of ${party} is ${amount}; allowed is at least 0`);
    total += amount;
  }
  return Object.fromEntries(entries.map(([party, amount]) => [party, total === 0 ? 0 : amount / total])) as Record<Party, number>;
}
