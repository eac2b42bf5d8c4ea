/** A party's claim on something that is divided in proportion to weights. */
export interface Claim {
  /** Positive. */
  readonly weight: number;
  /** What it gets at least; not more than `most`. */
  readonly least: number;
  /** What it gets at most. */
  readonly most: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** What each claim gets at a level: its weight times that, within its bounds. */
const atLevel = (claims: readonly Claim[], level: number): number[] =>
  claims.map(({ weight, least, most }) => Math.min(most, Math.max(least, level * weight)));

/**
 * Divides a capacity among claims in proportion to their weights, but within each one's bounds: what is too much for one
 * goes to the others. If they can't use it all, each gets the most that it may; if the least that they may get is too
 * much, each gets its part of that. Takes time in the order of n log n.
 */
export function divide(capacity: number, claims: readonly Claim[]): number[] {
  const least = sum(claims.map((claim) => claim.least));
  if (least >= capacity) return claims.map((claim) => (least > 0 ? (claim.least * capacity) / least : 0));
  if (sum(claims.map(({ most }) => most)) <= capacity) return claims.map(({ most }) => most);
  // As the level rises, a claim begins to grow where its weight is worth its least, and ends where it is worth its most.
  const bends = claims.flatMap(({ weight, least, most }) => [
    { level: least / weight, slope: weight },
    { level: most / weight, slope: -weight },
  ]);
  bends.sort((a, b) => a.level - b.level);
  let level = 0;
  let given = least;
  let slope = 0;
  for (const bend of bends) {
    const next = given + slope * (bend.level - level);
    if (next >= capacity) break;
    given = next;
    level = bend.level;
    slope += bend.slope;
  }
  return atLevel(claims, slope > 0 ? level + (capacity - given) / slope : level);
}
