import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { covers } from "./estimate.ts";
import { estimateProportion } from "./proportion.ts";

describe("estimateProportion", () => {
  it("gives the published interval", () => {
    // Newcombe, Statistics in Medicine 17, 1998, table I, score method without continuity correction: 81 of 263.
    const { low, high } = estimateProportion(81, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
    const few = estimateProportion(1, 29);
    expect([few.low.toFixed(4), few.high.toFixed(4)]).toEqual(["0.0061", "0.1718"]);
  });

  it("stays within 0 and 1", () => {
    expect(estimateProportion(0, 20)).toMatchObject({ n: 20, proportion: 0, low: 0 });
    expect(estimateProportion(0, 20).high).toBeCloseTo(0.1611, 4);
    expect(estimateProportion(20, 20)).toMatchObject({ proportion: 1, high: 1 });
  });

  it("covers about as often as it says", () => {
    const random = new RandomStreams(1).stream("trials");
    let covered = 0;
    for (let trial = 0; trial < 2_000; trial += 1) {
      let happened = 0;
      for (let index = 0; index < 50; index += 1) happened += Number(random.bernoulli(0.9));
      covered += Number(covers(estimateProportion(happened, 50), 0.9));
    }
    expect(covered / 2_000).toBeGreaterThan(0.93);
    expect(covered / 2_000).toBeLessThan(0.98);
  });

  it("says what is allowed", () => {
    expect(() => estimateProportion(3, 2)).toThrow("it happened 3 times; allowed is a whole number of 0 to 2");
    expect(() => estimateProportion(0, 0)).toThrow("the number of trials is 0; allowed is a whole number of at least 1");
  });
});
