import { describe, expect, it } from "vitest";
import { fed } from "../testing/fed.ts";
import { utilization } from "./utilization.ts";

describe("utilization", () => {
  it("is the share of the capacity in use over time", () => {
    const servers = fed(utilization(4), [
      [0, 2],
      [5e9, 4],
      [6e9, 0],
    ]);
    expect(servers.read(10e9)).toEqual({ utilization: 14 / 40, busy: 0, most: 4, seconds: 10 });
  });

  it("says what is allowed", () => {
    expect(() => fed(utilization(), [[0, 2]])).toThrow("units in use are 2; allowed is 0 to 1");
    expect(() => utilization(0)).toThrow("capacity is 0; allowed is a number above 0");
  });
});
