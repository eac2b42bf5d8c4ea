import { describe, expect, it } from "vitest";
import { begunAt, givenBurst, lengthOf, segmentAt } from "./given-burst.ts";
import { work } from "./testing/bench.ts";

describe("what a RUN gives to a processor", () => {
  const [a, b, c, d] = [work(1, { from: 0.1 }), work(2, { from: 0.2 }), work(3, { from: 0.3 }), work(4, { from: 0.4 })] as const;

  it("is a whole burst, from where its first segment says, unless it says otherwise", () => {
    expect(givenBurst({ burst: [a, b] })).toEqual({ before: [], burst: [a, b], left: 2, from: 0.1 });
    expect(givenBurst({ burst: [a, b], left: 1 })).toEqual({ before: [], burst: [a, b], left: 1, from: 0.2 });
    expect(givenBurst({ burst: [] })).toEqual({ before: [], burst: [], left: 0, from: 0 });
  });

  it("is counted from the end, what comes before included", () => {
    const given = givenBurst({ before: [c, d], burst: [a, b], left: 1, from: 0.5 });
    expect(lengthOf(given)).toBe(3);
    expect([3, 2, 1, 0].map((left) => segmentAt(given, left))).toEqual([c, d, b, undefined]);
    expect([3, 2, 1].map((left) => begunAt(given, left))).toEqual([0.3, 0.4, 0.5]);
  });

  it("begins with what comes before also where nothing of the burst is left", () => {
    const given = givenBurst({ before: [c], burst: [a], left: 0 });
    expect([lengthOf(given), segmentAt(given, 1), begunAt(given, 1)]).toEqual([1, c, 0.3]);
  });
});
