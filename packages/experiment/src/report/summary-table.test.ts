import { estimateMean } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { runExperiment } from "../run-experiment.ts";
import type { Summary } from "../summary.ts";
import { failing, queueing } from "../testing/fake-experiment.ts";
import { summaryTable } from "./summary-table.ts";

const metrics = ["completion", "slowdown", "share", "stolen", "user", "kernel"];
const wide: Summary = {
  factors: ["platform", "hogs", "profile"],
  units: Object.fromEntries(metrics.map((metric) => [metric, metric === "slowdown" ? "1" : "s"])),
  points: ["Linux 2.6", "Xen 3.0.4"].flatMap((platform) =>
    [0, 4].map((hogs) => ({
      levels: { platform, hogs: String(hogs), profile: "compile" },
      estimates: Object.fromEntries(metrics.map((metric, index) => [metric, estimateMean([index + hogs, index + hogs + 0.1])])),
    })),
  ),
};

describe("summaryTable", () => {
  it("shows means with their half-widths and n, and what did not vary apart", () => {
    expect(summaryTable(wide, { metrics: ["completion", "slowdown"] })).toMatchInlineSnapshot(`
      "profile = compile, mean ± half-width of the 95 % confidence interval,
      n = 2 replications

      platform   hogs  completion [s]     slowdown
      Linux 2.6     0     0.05 ± 0.64  1.05 ± 0.64
      Linux 2.6     4     4.05 ± 0.64  5.05 ± 0.64
      Xen 3.0.4     0     0.05 ± 0.64  1.05 ± 0.64
      Xen 3.0.4     4     4.05 ± 0.64  5.05 ± 0.64
      "
    `);
  });

  it("fits into 80 columns, in several tables if need be", () => {
    const lines = summaryTable(wide).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => line.startsWith("platform"))).toHaveLength(2);
    for (const metric of metrics) expect(lines.some((line) => line.includes(metric))).toBe(true);
  });

  it("fits into 80 columns with long names of levels, factors and measures too, by breaking them", () => {
    const name = "a-level-with-a-very-long-name-that-somebody-made-from-several-parameters";
    const long: Summary = {
      factors: ["platform", "what-the-neighbours-do-meanwhile-in-this-experiment", "fixed-one"],
      units: { "time-of-the-victim-from-its-first-instant-to-its-last-beside-all-others": "s" },
      points: ["one", "two"].map((end) => ({
        levels: {
          platform: end,
          "what-the-neighbours-do-meanwhile-in-this-experiment": `${name}-${end}`,
          "fixed-one": name.repeat(2),
        },
        estimates: { "time-of-the-victim-from-its-first-instant-to-its-last-beside-all-others": estimateMean([1, 2]) },
      })),
    };
    const text = summaryTable(long);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const part of ["several-parameters-\n", "one\n", "two\n", "1.5 ± 6.4"]) expect(text).toContain(part);
  });

  it("shows n at each number where they differ, and a dash for none", () => {
    const [first, ...others] = wide.points;
    const uneven = {
      ...wide,
      points: [{ levels: first?.levels ?? {}, estimates: { share: estimateMean([1, 2, 3]) } }, ...others],
    };
    const table = summaryTable(uneven, { metrics: ["share", "stolen"] });
    expect(table).toContain("(n) replications");
    expect(table).toMatch(/Linux 2\.6 +0 +2\.0 ± 2\.5 \(3\) +-$/m);
    expect(table).toMatch(/Xen 3\.0\.4 +4 +6\.05 ± 0\.64 \(2\)/);
  });

  it("says so if there is nothing", () => {
    expect(summaryTable(runExperiment(failing, { settings: { customers: ["2"] } }).summary)).toBe("no results\n");
    expect(summaryTable(runExperiment(queueing).summary, { metrics: ["slowdown"] })).toContain("slowdown");
  });
});
