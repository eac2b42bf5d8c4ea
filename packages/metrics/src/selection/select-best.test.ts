import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { screeningConstant } from "./screening-constant.ts";
import { type BestOf, type SelectionRule, selectBest } from "./select-best.ts";

type System = (seed: number) => number;

/** Makes replications as asked for, `atOnce` more than needed, until one is selected. */
function campaign(systems: Readonly<Record<string, System>>, rule: SelectionRule, atOnce = 0) {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(systems).map((name) => [name, []]));
  for (;;) {
    const verdict: BestOf = selectBest(samples, rule);
    if (verdict.kind === "best") return verdict;
    for (const name of verdict.contenders) {
      const values = samples[name] as number[];
      while (values.length < verdict.needed + atOnce) values.push((systems[name] as System)(values.length));
    }
  }
}

/** Systems whose means are given, with noise of their own and noise that all share under one seed. */
function noisy(trial: number, means: Readonly<Record<string, number>>, shared: number): Record<string, System> {
  const draw = (name: string, seed: number) => new RandomStreams(1_000 * trial + seed).stream(name).normal(0, 1);
  return Object.fromEntries(
    Object.entries(means).map(([name, mean]) => [name, (seed: number) => mean + shared * draw("all", seed) + draw(name, seed)]),
  );
}

describe("selectBest", () => {
  it("selects the best at least as often as it says, in the least favourable case", () => {
    const right = Array.from({ length: 400 }, (_, trial) => {
      const verdict = campaign(noisy(trial, { a: 5, b: 5, best: 6, c: 5 }, 0), { better: "larger", indifference: 1 });
      return verdict.name === "best";
    });
    expect(right.filter(Boolean).length / 400).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / 400));
  });

  it("needs no more replications for noise that all systems share", () => {
    const taken = (shared: number) => {
      const verdict = campaign(noisy(1, { a: 5, b: 5.5, best: 6 }, shared), { better: "larger", indifference: 0.5 });
      expect(verdict.name).toBe("best");
      return Object.values(verdict.estimates).map(({ n }) => n);
    };
    expect(taken(100)).toEqual(taken(0));
  });

  it("drops bad systems early, and spends replications on close ones", () => {
    const { estimates, name } = campaign(noisy(2, { bad: 20, close: 10.2, best: 10 }, 0), {
      better: "smaller",
      indifference: 0.2,
    });
    expect(name).toBe("best");
    expect(estimates.bad?.n).toBe(10);
    expect(estimates.best?.n).toBeGreaterThan(50);
    expect(estimates.best).toMatchObject({ confidence: 0.95, method: "independent replications" });
  });

  it("ends alike however many replications are made at a time", () => {
    for (let trial = 0; trial < 10; trial += 1) {
      const systems = noisy(trial, { a: 1, b: 1.2, c: 1.4 }, 1);
      const rule = { better: "larger", indifference: 0.2 } as const;
      expect(campaign(systems, rule, 37)).toEqual(campaign(systems, rule));
    }
  });

  it("ends also where all systems are alike", () => {
    expect(campaign({ a: () => 1, b: () => 1 }, { better: "larger", indifference: 1 })).toMatchObject({
      kind: "best",
      estimates: { a: { n: 10 }, b: { n: 10 } },
    });
  });

  it("says what is needed at first, and what is allowed", () => {
    const rule = { better: "larger", indifference: 1 } as const;
    expect(selectBest({ a: [], b: [] }, rule)).toEqual({ kind: "more", contenders: ["a", "b"], needed: 10, most: Infinity });
    expect(() => selectBest({ a: [1], b: [Infinity] }, rule)).toThrow("a value is Infinity; allowed are finite numbers");
    expect(() => selectBest({ a: [] }, rule)).toThrow("there are 1 systems; allowed is at least 2");
    expect(() => selectBest({ a: [], b: [] }, { ...rule, indifference: 0 })).toThrow("the indifference is 0; allowed is above 0");
    expect(() => selectBest({ a: [], b: [] }, { ...rule, first: 1 })).toThrow("the first replications is 1; allowed is");
  });
});

describe("screeningConstant", () => {
  it("is what the paper's formula gives: eta of one half times the ninth root and so on, times 2 (n - 1)", () => {
    const eta = 0.5 * ((2 * 0.05) ** (-2 / 9) - 1);
    expect(screeningConstant(2, 0.95, 10)).toBeCloseTo(2 * eta * 9, 12);
  });

  it("comes, for many first replications, to the logarithm of the known-variance case", () => {
    expect(screeningConstant(5, 0.95, 1e7)).toBeCloseTo(2 * Math.log(4 / 0.1), 5);
  });
});
