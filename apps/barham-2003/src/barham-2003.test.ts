import { dualXeon2003, type Sourced } from "@crosstalk/hardware";
import { linux2003Work, skas2003Work, workstation2003Work, xen2003Work } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { compareAll, comparisonText } from "./comparison.ts";
import { fittedRows } from "./fitted-rows.ts";
import { columns, platformNames } from "./platform-names.ts";
import { published } from "./published.ts";

const rows = compareAll();
const rowsOf = (platform: string) => rows.filter((each) => each.platform === platform);

/** Simulated microseconds when these lines were written, in the order of the platforms: a change of any is to be explained. */
const golden: Record<string, readonly number[]> = {
  "null call": [0.45, 0.45, 0.7312, 24.773],
  "null I/O": [0.50013, 0.50016, 0.7912, 24.943],
  stat: [1.2802, 1.2803, 1.7284, 27.604],
  "open/close": [1.92, 1.92, 2.684, 53.041],
  "slct TCP": [5.7015, 5.7017, 7.0384, 42.676],
  "sig inst": [0.60025, 0.6, 0.9112, 25.283],
  "sig hndl": [1.4, 1.4, 1.8767, 27.989],
  "fork proc": [101.21, 166.61, 601.44, 5116.4],
  "exec proc": [545.14, 816.03, 2351.1, 14253],
  "sh proc": [2032.8, 2848.7, 7402, 33706],
  "ctxsw 2p/0K": [0.77, 1.97, 18.13, 15.204],
  "ctxsw 2p/16K": [0.847, 2.047, 18.207, 15.281],
  "ctxsw 2p/64K": [1.0993, 2.293, 18.47, 15.529],
  "ctxsw 8p/16K": [0.85256, 2.0531, 18.388, 15.544],
  "ctxsw 8p/64K": [18.448, 19.652, 35.925, 33.127],
  "ctxsw 16p/16K": [1.1852, 2.3914, 18.657, 15.74],
  "ctxsw 16p/64K": [32.812, 34.017, 50.278, 47.489],
  "0K file create": [20.255, 20.257, 24.901, 138.77],
  "0K file delete": [18.335, 18.333, 22.21, 85.755],
  "10K file create": [24.655, 24.657, 29.596, 167.63],
  "10K file delete": [18.335, 18.333, 22.21, 85.755],
  "mmap lat": [77.34, 145.76, 528.69, 1617.9],
  "prot fault": [0.755, 1.4, 7.5352, 21.893],
  "page fault": [1.4204, 2.7309, 10.067, 29.934],
};

/** Rows of which only the mean was fitted, as one class of system calls stands for both. */
const BY_THE_MEAN = ["0K file create", "0K file delete"];

describe.each(platformNames)("on %s", (platform) => {
  test("runs each published row", () => {
    const expected = published.filter((each) => each.platform === platform).map(({ row }) => row);
    expect(rowsOf(platform).map(({ row }) => row)).toEqual(expected);
  });

  test("has each fitted row come out within 2 %", () => {
    const fitted = rowsOf(platform).filter(({ role }) => role === "fitted");
    expect(fitted.map(({ row }) => row).sort()).toEqual([...fittedRows[platform]].sort());
    for (const { row, logRatio } of fitted)
      if (!BY_THE_MEAN.includes(row)) expect(Math.abs(Math.exp(logRatio) - 1), row).toBeLessThan(0.02);
  });

  test("has at most a third of the rows fitted, unless it is what others are compared with", () => {
    if (platform !== "linux") expect(fittedRows[platform].length).toBeLessThanOrEqual(rowsOf(platform).length / 3);
  });

  test("reports a positive time for each predicted row, however far off", () => {
    const predicted = rowsOf(platform).filter(({ role }) => role === "predicted");
    expect(predicted).toHaveLength(rowsOf(platform).length - fittedRows[platform].length);
    for (const { row, simulated } of predicted) expect(Number.isFinite(simulated) && simulated > 0, row).toBe(true);
  });

  test("gives the same as before", () => {
    const column = platformNames.indexOf(platform);
    const now = Object.fromEntries(rowsOf(platform).map(({ row, simulated }) => [row, Number(simulated.toPrecision(5))]));
    expect(now).toEqual(Object.fromEntries(Object.entries(golden).map(([row, values]) => [row, values[column]])));
  });
});

test("making and deleting an empty file come out right in the mean on Linux, as they were fitted", () => {
  const sum = (of: "published" | "simulated") =>
    rowsOf("linux").reduce((total, each) => total + (BY_THE_MEAN.includes(each.row) ? each[of] : 0), 0);
  expect(Math.abs(sum("simulated") / sum("published") - 1)).toBeLessThan(0.02);
});

/** Constants of a table that were set so that a published measurement comes out. */
function fittedIn(table: Record<string, Sourced>): readonly string[] {
  return Object.values(table).flatMap(({ fitted, source }) => (fitted === true ? [source] : []));
}

test("marks as fitted constants of the fitted rows, and no other", () => {
  const sources = {
    linux: [...fittedIn(dualXeon2003.prices), ...fittedIn(linux2003Work)],
    xen: fittedIn(xen2003Work),
    "workstation-3.2": fittedIn(workstation2003Work),
    "user-mode-linux": fittedIn(skas2003Work),
  };
  for (const platform of platformNames) {
    for (const row of fittedRows[platform]) {
      const setFrom = sources[platform].filter((source) => source.includes(row) && source.includes(columns[platform]));
      expect(setFrom.length, `${platform}: ${row}`).toBeGreaterThanOrEqual(1);
    }
    const named = sources[platform].filter((source) => fittedRows[platform].some((row) => source.includes(row)));
    expect(named).toEqual(sources[platform]);
  }
});

test("is told as a table with the role of each row, and one of ratios for each platform", () => {
  const text = comparisonText(rows);
  for (const { row, role } of rows) expect(text).toMatch(new RegExp(`^${row.replace("/", "\\/")} .* ${role}$`, "m"));
  for (const platform of platformNames) if (platform !== "linux") expect(text).toContain(`${columns[platform]} ÷ Linux`);
  expect(text.match(/no overhead/g)).toHaveLength(platformNames.length - 1);
});

test("gives the same twice", () => {
  const again = compareAll(["fork proc", "ctxsw 2p/0K"]);
  expect(again).toHaveLength(2 * platformNames.length);
  for (const each of again) expect(rows).toContainEqual(each);
});
