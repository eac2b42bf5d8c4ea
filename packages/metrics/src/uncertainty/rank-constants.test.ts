import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { latinHypercube } from "./latin-hypercube.ts";
import { leastSamplesToName, rankConstants, significantTogether } from "./rank-constants.ts";

const constants = Array.from({ length: 60 }, (_, index) => ({ name: `c${index}`, value: 10, low: 7, high: 13 }));

describe("rankConstants", () => {
  it("finds the few constants that matter among more than there are samples, the strongest first, with their sign", () => {
    const samples = latinHypercube(constants, 40, 1);
    const random = new RandomStreams(1).stream("noise");
    const results = samples.map(
      (sample) => Math.exp(0.4 * (sample.c7 as number)) - 18 * (sample.c23 as number) + random.normal(0, 10),
    );
    const [first, second, ...rest] = rankConstants(samples, results);
    expect(first).toMatchObject({ name: "c7", significant: true });
    expect(second).toMatchObject({ name: "c23", significant: true });
    expect(first?.correlation).toBeGreaterThan(0.6);
    expect(second?.swing).toBeCloseTo(-18 * 6, -2);
    expect(second?.correlation).toBeLessThan(0);
    expect(rest.filter(({ significant }) => significant)).toEqual([]);
  });

  it("believes wrongly in a constant no more often than it says", () => {
    const believed = Array.from({ length: 300 }, (_, trial) => {
      const random = new RandomStreams(trial).stream("nothing but noise");
      const samples = latinHypercube(constants.slice(0, 10), 20, trial);
      return rankConstants(
        samples,
        samples.map(() => random.normal(0, 1)),
      ).some(({ significant }) => significant);
    });
    expect(believed.filter(Boolean).length / 300).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
  });

  it("believes wrongly in a constant of any of several results no more often, either", () => {
    const believed = Array.from({ length: 300 }, (_, trial) => {
      const random = new RandomStreams(trial).stream("nothing but noise");
      const samples = latinHypercube(constants.slice(0, 5), 20, trial);
      const rankings = Array.from({ length: 8 }, () =>
        rankConstants(
          samples,
          samples.map(() => random.normal(0, 1)),
        ),
      );
      const some = (lists: ReturnType<typeof significantTogether>) => lists.flat().some(({ significant }) => significant);
      return { alone: some(rankings), together: some(significantTogether(rankings)) };
    });
    const share = (of: "alone" | "together") => believed.filter((each) => each[of]).length / 300;
    expect(share("alone")).toBeGreaterThan(0.2);
    expect(share("together")).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 300));
  });

  it.each([
    [6, 6, 1],
    [8, 60, 3],
    [10, 100, 10],
    [12, 40, 5],
  ])("believes so in %d samples of %d constants that %d results don't depend on", (count, many, results) => {
    const trials = 120;
    const named = Array.from({ length: trials }, (_, trial) => {
      const random = new RandomStreams(trial).stream("nothing but noise");
      const uncertain = Array.from({ length: many }, (_, index) => ({ name: `c${index}`, value: 10, low: 7, high: 13 }));
      const drawn = latinHypercube(uncertain, count, trial);
      // Every second constant is a whole number, so that many samples have the same value.
      const samples = drawn.map((sample) =>
        Object.fromEntries(Object.entries(sample).map(([name, value], index) => [name, index % 2 ? Math.round(value) : value])),
      );
      const rankings = Array.from({ length: results }, () =>
        rankConstants(
          samples,
          samples.map(() => random.normal(0, 1)),
        ),
      );
      return significantTogether(rankings)
        .flat()
        .some(({ significant }) => significant);
    }).filter(Boolean).length;
    expect(named / trials).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials));
  });

  it("tells how many samples it takes to name a constant", () => {
    expect([1, 10, 200, 12_000].map(leastSamplesToName)).toEqual([5, 6, 8, 10]);
    const samples = latinHypercube(constants.slice(0, 10), 6, 1);
    const named = (count: number) =>
      rankConstants(
        samples.slice(0, count),
        samples.slice(0, count).map(({ c3 }) => c3 as number),
      ).filter(({ significant }) => significant);
    expect(named(6).map(({ name }) => name)).toEqual(["c3"]);
    expect(named(5)).toEqual([]);
  });

  it("takes what is weak in one result for chance if there are many results, and keeps what is strong, and all else", () => {
    const samples = latinHypercube(constants.slice(0, 2), 20, 1);
    const random = new RandomStreams(1).stream("noise");
    const strong = rankConstants(
      samples,
      samples.map(({ c0 }) => c0 as number),
    );
    const noise = Array.from({ length: 50 }, () =>
      rankConstants(
        samples,
        samples.map(() => random.normal(0, 1)),
      ),
    );
    const [first, ...rest] = significantTogether([strong, ...noise]);
    expect(first).toEqual(strong);
    expect(noise.flat().some(({ significant }) => significant)).toBe(true);
    expect(rest).toEqual(noise.map((ranking) => ranking.map((each) => ({ ...each, significant: false }))));
  });

  it("names no constant for an order that chance has in one of twelve cases", () => {
    const [influence] = rankConstants(
      [1, 2, 3, 4].map((x) => ({ x })),
      [10, 20, 30, 40],
    );
    expect(influence).toMatchObject({ correlation: 1, significant: false });
    expect(influence?.chance).toBeCloseTo(2 / 24, 12);
  });

  it("has the textbook's rank correlation, with ties", () => {
    const samples = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110].map((iq) => ({ iq }));
    // The example of Spearman's coefficient on Wikipedia: hours of television by IQ.
    const [influence] = rankConstants(samples, [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]);
    expect(influence?.correlation).toBeCloseTo(-29 / 165, 12);
    expect(influence?.chance).toBeCloseTo(0.7275, 4);
    expect(
      rankConstants(
        [1, 1, 2, 2].map((x) => ({ x })),
        [3, 3, 4, 4],
      )[0],
    ).toMatchObject({ correlation: 1, swing: 1 });
  });

  it("finds nothing in results that don't vary, and says what is allowed", () => {
    const samples = latinHypercube(constants.slice(0, 2), 5, 1);
    expect(rankConstants(samples, [1, 1, 1, 1, 1])).toMatchObject([
      { name: "c0", correlation: 0, swing: 0, significant: false },
      { name: "c1", correlation: 0, chance: 1 },
    ]);
    expect(() => rankConstants(samples, [1, 2])).toThrow("there are 2 results of 5 samples; allowed is one for each");
    expect(() => rankConstants(samples.slice(0, 2), [1, 2])).toThrow(
      "the number of samples is 2; allowed is a whole number of at least 4",
    );
  });
});
