import { RandomStreams } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { fed } from "../testing/fed.ts";
import { series } from "./series.ts";
import { warmUpEnd } from "./warm-up.ts";

describe("warmUpEnd", () => {
  it("finds in a time series when a transient is over", () => {
    const random = new RandomStreams(2).stream("noise");
    const values = Array.from({ length: 2_000 }, (_, at) => [at, 10 + random.normal(0, 1) + (at < 500 ? 20 : 0)] as const);
    const found = warmUpEnd(fed(series({ width: 10, most: 400 }), values).read(2_000));
    expect(found.enough).toBe(true);
    expect(found.at).toBeGreaterThanOrEqual(500);
    expect(found.at).toBeLessThanOrEqual(700); // noise may move the minimum of a flat curve a little
  });

  it("leaves stretches aside in which nothing came", () => {
    const values = Array.from({ length: 40 }, (_, index) => [index * 30, index < 10 ? 9 : 1 + (index % 2)] as const);
    expect(warmUpEnd(fed(series({ width: 10, most: 400 }), values).read(1_200)).at).toBe(300);
  });
});
