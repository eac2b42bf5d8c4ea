import { RandomStreams } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateMean, relativeHalfWidth } from "./estimate.ts";
import { precisionReached } from "./precision.ts";

const sample = (seed: number, length: number, deviation: number) => {
  const random = new RandomStreams(seed).stream("replications");
  return Array.from({ length }, () => random.normal(100, deviation));
};

describe("precisionReached", () => {
  it("asks for ten replications whatever the first ones say", () => {
    expect(precisionReached([[]], { relative: 0.05 })).toEqual({ kind: "more", needed: 10 });
    expect(precisionReached([[5, 5, 5]], { relative: 0.05 })).toEqual({ kind: "more", needed: 10 });
    expect(precisionReached([new Array(10).fill(5)], { relative: 0.05 })).toEqual({ kind: "precise", replications: 10 });
  });

  it("takes the fewest replications from ten on at which the intervals of all measures are narrow enough", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 5, max: 60 }), (seed, deviation) => {
        const samples = [sample(seed, 80, deviation), sample(seed + 1, 80, 25)];
        const verdict = precisionReached(samples, { relative: 0.05 });
        const first = Array.from({ length: 71 }, (_, index) => index + 10).find((n) =>
          samples.every((values) => relativeHalfWidth(estimateMean(values.slice(0, n))) <= 0.05),
        );
        if (first === undefined) expect(verdict.kind).toBe("more");
        else expect(verdict).toEqual({ kind: "precise", replications: first });
      }),
      { numRuns: 50, seed: 2 },
    );
  });

  it("ends alike however many replications are made at a time", () => {
    const values = sample(4, 400, 30);
    const rule = { relative: 0.05 };
    let made = 0;
    for (;;) {
      const verdict = precisionReached([values.slice(0, made)], rule);
      if (verdict.kind !== "more") break;
      made = verdict.needed;
    }
    expect(precisionReached([values.slice(0, made)], rule)).toEqual(precisionReached([values], rule));
    expect(precisionReached([values], rule).kind).toBe("precise");
  });

  it("asks for about as many as will be needed, at most twice as many as there are", () => {
    const values = [sample(1, 20, 25)];
    const verdict = precisionReached(values, { relative: 0.05 });
    expect(verdict.kind === "more" && verdict.needed).toBeGreaterThan(20);
    expect(precisionReached(values, { relative: 0.001 })).toEqual({ kind: "more", needed: 40 });
  });

  it("gives up at the most allowed, which a mean of zero comes to", () => {
    const values = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    expect(precisionReached([values], { relative: 0.05, most: 20 })).toEqual({ kind: "given up", replications: 20 });
  });

  it("says what is allowed", () => {
    expect(() => precisionReached([[]], { relative: 0 })).toThrow("the precision is 0; allowed is above 0");
    expect(() => precisionReached([[]], { relative: 0.1, least: 1 })).toThrow("least number of replications is 1; allowed is");
    expect(() => precisionReached([[]], { relative: 0.1, most: 5 })).toThrow(
      "the most replications is 5; allowed is a whole number of at least 10",
    );
    expect(() => precisionReached([[1, Number.NaN]], { relative: 0.1 })).toThrow("a value is NaN; allowed are finite numbers");
    expect(() => precisionReached([], { relative: 0.1 })).toThrow("there are no measures; allowed is at least one");
    expect(() => precisionReached([[1], []], { relative: 0.1 })).toThrow("measures have 1 and 0 replications; allowed is");
  });
});
