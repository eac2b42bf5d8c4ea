import { describe, expect, it } from "vitest";
import { compareWhatIfs } from "./compare-what-ifs.ts";

/** A run of each level and seed, whose value is told by these. */
const runsOf = (levels: readonly string[], value: (level: string, seed: number) => number) =>
  levels.flatMap((level) =>
    [1, 2, 3].map((seed) => ({
      index: seed,
      levels: { platform: "linux", far: level },
      replication: seed,
      seed,
      fingerprint: `${level}${seed}`,
      values: { time: value(level, seed), unchanged: seed },
    })),
  );
const units = { time: "s", unchanged: "1" };
const factors = ["platform", "far"];

describe("what-ifs", () => {
  it("are compared with what they are changes of, pair by pair, so that what is common to a seed cancels", () => {
    const runs = runsOf(["1", "10", "20"], (level, seed) => 100 * seed + Number(level));
    const found = compareWhatIfs({ factors, units, runs }, ["far"], { far: "1" }, ["time"]);
    expect(found.map(({ choice }) => choice)).toEqual([{ far: "10" }, { far: "20" }]);
    const [row] = found[0]?.compared ?? [];
    expect(row).toMatchObject({ measure: "time", unit: "s", levels: { platform: "linux" }, difference: { mean: 9, n: 3 } });
    expect(row?.difference.halfWidth).toBeCloseTo(0, 9);
    expect(row?.first.halfWidth).toBeGreaterThan(100);
  });

  it("are paired only where both have run", () => {
    const runs = runsOf(["1", "10"], () => 1).filter(({ levels, seed }) => levels.far === "1" || seed === 2);
    const [only] = compareWhatIfs({ factors, units, runs }, ["far"], { far: "1" });
    expect(only?.compared.map(({ measure, difference }) => [measure, difference.n])).toEqual([
      ["time", 1],
      ["unchanged", 1],
    ]);
  });

  it("are nothing to compare where no run has the levels of the warm-up, or none has others of the same seed", () => {
    const runs = runsOf(["10", "20"], () => 1);
    expect(compareWhatIfs({ factors, units, runs }, ["far"], { far: "1" })).toEqual([]);
    const apart = runsOf(["1", "10"], () => 1).filter(({ levels, seed }) => (levels.far === "1") === (seed === 1));
    expect(compareWhatIfs({ factors, units, runs: apart }, ["far"], { far: "1" })).toEqual([]);
  });
});
