import { batchMeans, covers } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { bounds, verdictOn } from "./bounds.ts";
import { coverageTable } from "./coverage-table.ts";
import { byRecursion } from "./recursion.ts";
import { bySimulation } from "./simulated.ts";
import { type Coverage, studyCoverage } from "./study.ts";

describe("the coverage study", () => {
  it("finds in small that as many intervals cover as must", () => {
    const coverages = studyCoverage({ utilization: 0.5, customers: 1_000 }, byRecursion, 200, 1);
    expect(coverages.map(({ method }) => method)).toEqual(["replications", "batch means", "precision 5 %"]);
    for (const { method, covering } of coverages) {
      const [least, most] = bounds[method];
      const slack = 3 * Math.sqrt((0.95 * 0.05) / 200);
      expect(covering.proportion, method).toBeGreaterThan(least - slack);
      expect(covering.proportion, method).toBeLessThan(Math.min(1, most + slack));
    }
    const [replications, , precise] = coverages;
    expect(replications?.size.mean).toBe(10);
    expect(precise?.size.mean).toBeGreaterThan(10);
    expect(precise?.width.mean).toBeLessThan(0.05 * 1.02);
  });

  it("gives the same by simulation", () => {
    const queue = { utilization: 0.5, customers: 100 };
    expect(studyCoverage(queue, bySimulation, 2, 7)).toEqual(studyCoverage(queue, byRecursion, 2, 7));
  });

  it("would find out intervals that are wrong: batches far too short at high load", () => {
    const covering = Array.from({ length: 200 }, (_, seed) => {
      const values: number[] = [];
      byRecursion({ utilization: 0.9 }, seed, 2_000, (timeInSystem) => values.push(timeInSystem));
      return covers(batchMeans(values), 10);
    });
    expect(covering.filter(Boolean).length).toBeLessThan(0.85 * 200);
  });

  it("takes fewer than a thousand campaigns for too few to say that a bound fails", () => {
    const [coverage] = studyCoverage({ utilization: 0.5, customers: 200 }, byRecursion, 10, 1) as [Coverage];
    const told = (n: number, proportion: number) => verdictOn({ ...coverage, covering: { ...coverage.covering, n, proportion } });
    expect([told(1_000, 0.95), told(1_000, 0.9), told(100, 0.9)]).toEqual(["holds", "fails", "can't tell"]);
  });

  it("is told in a table of 80 columns", () => {
    const coverages = studyCoverage({ utilization: 0.5, customers: 200 }, byRecursion, 100, 1);
    const table = coverageTable(coverages);
    expect(table.split("\n")).toHaveLength(4);
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(table).toMatch(/0\.5 {2}replications .* 93 to 97/);
  });
});
