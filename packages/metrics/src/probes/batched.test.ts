import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { batchMeans } from "../estimators/batch-means.ts";
import { fed } from "../testing/fed.ts";
import { batched } from "./batched.ts";

const random = new RandomStreams(1).stream("values");
const values = Array.from({ length: 6_000 }, () => random.exponential(1));
const upTo = (length: number, batches: number) =>
  fed(
    batched(batches),
    values.slice(0, length).map((value) => [0, value] as const),
  );

describe("batched", () => {
  it("tells the batch means of a run of which only the batches are kept", () => {
    const probe = upTo(5_120, 20); // 20 × 256
    const whole = batchMeans(values.slice(0, 5_120), 20);
    expect(probe.read(0)).toMatchObject({ n: 20, batchSize: 256, method: "batch means", confidence: 0.95 });
    expect(probe.read(0)?.mean).toBeCloseTo(whole.mean, 10);
    expect(probe.read(0)?.halfWidth).toBeCloseTo(whole.halfWidth, 10);
    expect(JSON.stringify(probe.state).length).toBeLessThan(1_000);
  });

  it("has from the wanted number of batches on fewer than twice as many", () => {
    for (const length of [10, 11, 19, 20, 39, 40, 1_000, 5_999]) {
      const n = upTo(length, 10).read(0)?.n as number;
      expect(n).toBeGreaterThanOrEqual(10);
      expect(n).toBeLessThan(20);
    }
  });

  it("tells nothing before there are batches enough", () => {
    expect(upTo(9, 10).read(0)).toBeUndefined();
    expect(() => batched(1)).toThrow("the number of batches is 1; allowed is a whole number of at least 2");
  });
});
