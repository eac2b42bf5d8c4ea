/** What a VM is entitled to, and wants. */
export interface Claim {
  /** Its shares. */
  readonly shares: number;
  /** Part of its memory that it uses, [0, 1]. */
  readonly active: number;
  /** Pages that it is left in any case. */
  readonly least: number;
  /** Pages that it would have if memory were plenty, at least `least`. */
  readonly most: number;
}

/**
 * What an owner pays for a page in the mean, if those of the part `active` cost one and idle ones k = 1 / (1 - tax).
 * Waldspurger, OSDI 2002, section 5.2.
 */
export function costOfPage(active: number, tax: number): number {
  return active + (1 - active) / (1 - tax);
}

/** The adjusted shares per page of a VM that has so many pages: the lower, the sooner it gives up a page. */
export function sharesPerPage({ shares, active }: Claim, pages: number, tax: number): number {
  return shares / (pages * costOfPage(active, tax));
}

/** Halvings of the interval in which the common price is looked for; more than a double can tell apart. */
const HALVINGS = 100;

/**
 * Divides so many pages by min-funding revocation: as long as the claims exceed them, a page is taken from the VM whose
 * adjusted shares per page are lowest and that has more than its least. Comes to all VMs paying one price per page, but
 * for those at a bound; so that price is looked for, in place of taking page after page. Whole pages, rounded down. If the
 * claims fit, or not even the least does, everyone has the most or the least.
 */
export function divide(claims: readonly Claim[], pages: number, tax: number): number[] {
  const wanted = claims.reduce((sum, { most }) => sum + most, 0);
  if (wanted <= pages) return claims.map(({ most }) => most);
  const at = (price: number): number[] =>
    claims.map(({ shares, active, least, most }) =>
      Math.floor(Math.max(least, Math.min(most, shares / (price * costOfPage(active, tax))))),
    );
  const takes = (price: number): number => at(price).reduce((sum, each) => sum + each, 0);
  let low = 0;
  let high = 1;
  for (let doublings = 0; takes(high) > pages && doublings < HALVINGS; doublings += 1) high *= 2;
  for (let halvings = 0; halvings < HALVINGS; halvings += 1) {
    const middle = (low + high) / 2;
    if (takes(middle) > pages) low = middle;
    else high = middle;
  }
  return at(high);
}
