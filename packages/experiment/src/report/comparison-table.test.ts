import { describe, expect, it } from "vitest";
import { compareRuns } from "../comparison/compare-runs.ts";
import { fakeResults } from "../testing/fake-results.ts";
import { comparisonTable } from "./comparison-table.ts";

describe("comparisonTable", () => {
  const first = fakeResults({ corner: [1, 2, 4, 3], market: [3, 5, 8, 7] });
  const second = fakeResults({ corner: [1, 2, 4, 3], market: [6.1, 10, 16.2, 14] });

  it("shows differences and ratios with intervals, n and method, in 80 columns", () => {
    const text = comparisonTable(compareRuns(first, second));
    expect(text).toMatchInlineSnapshot(`
      "8 pairs of runs with the same levels and seed,
      4 of them with the same fingerprint

      95 % confidence intervals by paired replications,
      those of ratios by the mean of their logarithms, n = 4 pairs

      total [s]
      shop            B - A                   B / A          A
      corner  0.000 ± 0.000  1.000 (1.000 to 1.000)  2.5 ± 2.1
      market      5.8 ± 3.6  2.015 (1.987 to 2.042)  5.8 ± 3.5
      "
    `);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it("has a row for each measure where no level varies, and says how many pairs each is from", () => {
    const units = { total: "s", each: "1" };
    const both = (factor: number) => {
      const { runs } = fakeResults({ corner: [1, 2, 4] });
      const values = (total: number, index: number) => ({
        total: total * factor,
        ...(index < 2 ? { each: total * factor } : {}),
      });
      return fakeResults(
        {},
        { units, runs: runs.map((run, index) => ({ ...run, values: values(run.values.total ?? 0, index) })) },
      );
    };
    const text = comparisonTable(compareRuns(both(1), both(3)));
    expect(text).toMatch(/^shop = corner, /m);
    expect(text).toMatch(/^measure +n +B - A +B \/ A/m);
    expect(text).toMatch(/^total \[s\] +3 .* 3\.000 \(3\.000 to 3\.000\)/m);
    expect(text).toMatch(/^each +2 /m);
  });

  it("names runs without a counterpart, the first of many", () => {
    const text = comparisonTable(compareRuns(fakeResults({ corner: [1, 2, 3, 4, 5, 6, 7, 8] }), fakeResults({ corner: [1] })));
    expect(text).toContain("7 of A without a counterpart: run 2 (shop = corner, seed 2)");
    expect(text).toContain("and 2 more");
    expect(text).toMatch(/1 pair of runs with the same levels and seed,\n1 of them with the same fingerprint/);
    expect(text).toMatch(/\n\nno pair differs in: total\n$/);
  });

  it("names measures in which no pair differs, and knows no interval of a single pair", () => {
    const units = { each: "s", total: "s" };
    const of = (value: number) => {
      const [run] = fakeResults({ corner: [value] }).runs;
      return fakeResults({}, { units, runs: [{ ...(run ?? expect.fail()), values: { total: value, each: 1 } }] });
    };
    const text = comparisonTable(compareRuns(of(2), of(3)));
    expect(text).toMatch(/^total \[s\] +1\.000 ± \? +1\.500 \(\?\) +2\.000 ± \?\n\nno pair differs in: each\n$/m);
  });
});
