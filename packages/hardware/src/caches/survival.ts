/** Probability times number: multiplied out, since powers differ in their last bit between Node releases. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** Beyond so many times a cache's capacity nothing is taken to survive; the probability is below one in a million, so it is a bound on work. */
const HOPELESS = 4;

/**
 * Probability that a page's lines are still in a set-associative cache after `others` other pages have been used: that
 * at most `ways` - 1 of them share its page colour, where each has one of `colours` at random. A cache that keeps the
 * lines used last keeps these.
 *
 * Source: the binomial argument by which a stack distance is turned into a miss ratio of a set-associative cache (A. J.
 * Smith, A comparative study of set associative memory mapping algorithms, IEEE TSE 1978; Hill & Smith, IEEE ToC 1989),
 * applied to footprints of processes as by Thiebaut & Stone, Footprints in the cache, ACM TOCS 1987. Recalled.
 * A kernel without page colouring places pages at random, so a page, not a line, is what has a place.
 */
export function survival(others: number, colours: number, ways: number): number {
  if (others < ways) return 1;
  if (colours === 1 || others >= HOPELESS * colours * ways) return 0;
  const odds = 1 / (colours - 1);
  let exactly = power(1 - 1 / colours, others);
  let sum = exactly;
  for (let count = 1; count < ways; count += 1) {
    exactly *= ((others - count + 1) / count) * odds;
    sum += exactly;
  }
  return Math.min(1, sum);
}
