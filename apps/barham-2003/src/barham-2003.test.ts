import { dualXeon2003, type Sourced } from "@crosstalk/hardware";
import { linux2003Work, xen2003Work } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { type ComparedRow, compareAll, comparisonText } from "./comparison.ts";
import { fittedElsewhere, fittedRows } from "./fitted-rows.ts";
import { published } from "./published.ts";

const rows = compareAll();
const rowsOf = (platform: string) => rows.filter((each) => each.platform === platform);

/** Simulated microseconds when these lines were written: a change of any is to be explained. */
const golden: Record<string, readonly [linux: number, xen: number]> = {
  "null call": [0.45, 0.45],
  "sig inst": [0.60025, 0.6],
  "sig hndl": [1.4, 1.4],
  "fork proc": [101.21, 166.61],
  "exec proc": [545.14, 816.1],
  "sh proc": [2032.8, 2849.2],
  "ctxsw 2p/0K": [0.77125, 1.9724],
  "mmap lat": [77.34, 145.76],
  "prot fault": [0.755, 1.4],
  "page fault": [1.4204, 2.7315],
};

describe.each(["linux", "xen"] as const)("on %s", (platform) => {
  test("runs each published row", () => {
    const expected = published.filter((each) => each.platform === platform).map(({ row }) => row);
    expect(rowsOf(platform).map(({ row }) => row)).toEqual(expected);
  });

  test("has at most a third of the rows fitted, and each of these comes out within 2 %", () => {
    const fitted = rowsOf(platform).filter(({ role }) => role === "fitted");
    expect(fitted.map(({ row }) => row).sort()).toEqual([...fittedRows[platform]].sort());
    expect(fitted.length).toBeLessThanOrEqual(rowsOf(platform).length / 3);
    for (const { row, logRatio } of fitted) expect(Math.abs(Math.exp(logRatio) - 1), row).toBeLessThan(0.02);
  });

  test("reports a positive time for each predicted row, however far off", () => {
    const predicted = rowsOf(platform).filter(({ role }) => role === "predicted");
    expect(predicted).toHaveLength(7);
    for (const { row, simulated } of predicted) expect(Number.isFinite(simulated) && simulated > 0, row).toBe(true);
  });

  test("gives the same as before", () => {
    const column = platform === "linux" ? 0 : 1;
    const now = Object.fromEntries(rowsOf(platform).map(({ row, simulated }) => [row, Number(simulated.toPrecision(5))]));
    expect(now).toEqual(Object.fromEntries(Object.entries(golden).map(([row, values]) => [row, values[column]])));
  });
});

/** Constants of a table that were set so that a published measurement comes out. */
function fittedIn(table: Record<string, Sourced>): readonly string[] {
  return Object.values(table).flatMap(({ fitted, source }) => (fitted === true ? [source] : []));
}

test("marks as fitted one constant for each fitted row, those set from rows elsewhere, and no other", () => {
  const sources = {
    linux: [...fittedIn(dualXeon2003.prices), ...fittedIn(linux2003Work)],
    xen: fittedIn(xen2003Work),
  };
  for (const platform of ["linux", "xen"] as const) {
    const elsewhere = sources[platform].filter((source) => fittedElsewhere[platform].some((row) => source.includes(row)));
    for (const row of fittedElsewhere[platform]) expect(elsewhere.join("\n"), row).toContain(row);
    expect(sources[platform].length - elsewhere.length).toBe(fittedRows[platform].length);
    for (const row of fittedRows[platform]) {
      const column = platform === "linux" ? "Linux-UP" : "Xen";
      expect(
        sources[platform].filter((source) => source.includes(row) && source.includes(column)),
        row,
      ).toHaveLength(1);
    }
  }
});

test("is told as a table with the role of each row", () => {
  const text = comparisonText(rows);
  for (const { row, role } of rows) expect(text).toMatch(new RegExp(`^${row.replace("/", "\\/")} .* ${role}$`, "m"));
  expect(text).toContain("no overhead");
});

test("gives the same twice", () => {
  const times = (all: readonly ComparedRow[]) => all.map(({ simulated }) => simulated);
  expect(times(compareAll())).toEqual(times(rows));
});
