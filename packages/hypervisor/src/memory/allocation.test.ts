import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claim, costOfPage, divide, sharesPerPage } from "./allocation.ts";

const TAX = 0.75;
const claim = (shares: number, active: number, most: number, least = 0): Claim => ({ shares, active, least, most });

/** Min-funding revocation as it is told: page after page from whoever's adjusted shares per page are lowest. */
function revoked(claims: readonly Claim[], pages: number, tax: number): number[] {
  const has = claims.map(({ most }) => most);
  while (has.reduce((sum, each) => sum + each, 0) > pages) {
    let victim = -1;
    let lowest = Number.POSITIVE_INFINITY;
    claims.forEach((each, index) => {
      const paid = sharesPerPage(each, has[index] as number, tax);
      if ((has[index] as number) <= each.least || paid >= lowest) return;
      lowest = paid;
      victim = index;
    });
    if (victim < 0) break;
    has[victim] = (has[victim] as number) - 1;
  }
  return has;
}

describe("memory is divided", () => {
  test("so that all have what they want, if there is enough", () => {
    expect(divide([claim(1, 1, 300), claim(9, 0.2, 500)], 800, TAX)).toEqual([300, 500]);
  });

  test("by shares among VMs that use all of theirs, and without regard to idleness without a tax", () => {
    expect(divide([claim(1, 1, 900), claim(2, 1, 900)], 900, TAX)).toEqual([300, 600]);
    expect(divide([claim(1, 0, 900), claim(1, 1, 900)], 900, 0)).toEqual([450, 450]);
  });

  test("with an idle page at the price of four that are used, under a tax of 75 %", () => {
    expect(costOfPage(0, TAX)).toBe(4);
    expect(divide([claim(1, 0, 900), claim(1, 1, 900)], 1_000, TAX)).toEqual([200, 800]);
  });

  test("down to what a VM is left in any case", () => {
    expect(divide([claim(1, 0, 900, 400), claim(1, 1, 900)], 1_000, TAX)).toEqual([400, 600]);
  });

  test("as if page after page had been taken from whoever pays least, but for rounding", () => {
    const any = fc.record({
      shares: fc.integer({ min: 1, max: 20 }),
      active: fc.double({ min: 0, max: 1, noNaN: true }),
      least: fc.nat(20),
      more: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), fc.nat(600), (all, pages) => {
        const claims = all.map(({ shares, active, least, more }) => claim(shares, active, least + more, least));
        const divided = divide(claims, pages, TAX);
        revoked(claims, pages, TAX).forEach((expected, index) => {
          expect(Math.abs((divided[index] as number) - expected)).toBeLessThanOrEqual(claims.length);
        });
        const least = claims.reduce((sum, each) => sum + each.least, 0);
        expect(divided.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(Math.max(pages, least));
      }),
    );
  });
});
