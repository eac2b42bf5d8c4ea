import { ms } from "@crosstalk/engine";
import { quoted, recalled } from "@crosstalk/hardware";
import { describe, expect, it } from "vitest";
import { defineExperiment } from "../experiment.ts";
import { runExperiment } from "../run-experiment.ts";
import { plausibleConstants } from "./plausible-constants.ts";
import { uncertaintyOf } from "./uncertainty-of.ts";
import { uncertaintyTable } from "./uncertainty-table.ts";

const tables = {
  prices: {
    trap: recalled(1_000, "ns", "here"),
    copy: quoted(100, "ns", "here"),
    page: quoted(4_096, "B", "definition", [4_096, 4_096]),
  },
};

const experiment = defineExperiment({
  name: "uncertain",
  about: "A time that depends on two constants and on chance",
  factors: { traps: [10, 1_000], constants: plausibleConstants(tables, { samples: 12 }) },
  world: ({ random }, { traps, constants: { prices } }) => {
    const noise = random("noise").normal(0, 1_000);
    return { time: traps * prices.trap.value + prices.copy.value + noise };
  },
  until: ms(1),
  measures: { time: { unit: "ns", of: ({ time }) => time } },
});

describe("uncertainty", () => {
  const results = runExperiment(experiment, { replications: 5 });
  const [few, many] = uncertaintyOf(results, "constants", "time");

  it("is chance's where little depends on a constant, and the constant's where much does", () => {
    expect(few?.levels).toEqual({ traps: "10" });
    expect(many?.split).toMatchObject({ samples: 12, estimate: { n: 5 } });
    expect(many?.split.parameterShare).toBeGreaterThan(0.99);
    expect(few?.split.replicationDeviation).toBeCloseTo(many?.split.replicationDeviation ?? 0, 6);
    expect(many?.split.parameterDeviation).toBeCloseTo((few?.split.parameterDeviation ?? 0) * 100, -4);
  });

  it("names the constant that moves the result, and by how much", () => {
    expect(many?.influences.map(({ name, significant }) => [name, significant])).toEqual([
      ["prices.trap", true],
      ["prices.copy", false],
    ]);
    expect(many?.influences[0]?.swing).toBeGreaterThan(500_000);
    expect(many?.influences[0]?.swing).toBeLessThan(600_000);
  });

  it("samples stay within their ranges, and what has no range stays as it is", () => {
    const samples = experiment.factors.constants?.levels.map(({ value }) => value as typeof tables) ?? [];
    expect(samples.map(({ prices }) => prices.page.value)).toEqual(new Array(12).fill(4_096));
    expect(samples.every(({ prices: { trap } }) => trap.value >= 700 && trap.value <= 1_300 && trap.source === "here")).toBe(
      true,
    );
    expect(new Set(samples.map(({ prices }) => prices.trap.value)).size).toBe(12);
  });

  it("is told in a table with both kinds apart", () => {
    const lines = uncertaintyTable(uncertaintyOf(results, "constants", "time"))
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/traps +mean ± replications +± constants +moved most by/);
    expect(lines[2]).toMatch(/^1000 +\d+ ± \d+ +\d+ +prices\.trap \+\d+$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("leaves out combinations with too few seeds, and says what is allowed", () => {
    expect(uncertaintyOf(runExperiment(experiment, { replications: 1 }), "constants", "time")).toEqual([]);
    expect(() => uncertaintyOf(results, "constant", "time")).toThrow("the factor is constant; allowed are traps, constants");
    expect(() => uncertaintyOf(results, "constants", "times")).toThrow("the measure is times; allowed are time");
  });
});
