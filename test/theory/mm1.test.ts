import { describe, it } from "vitest";
import { expectSingleServer } from "./single-server.ts";
import { UNIT } from "./twenty-seeds.ts";

describe("M/M/1 as statecharts", () => {
  it("has the time in system of theory at utilization 0.5", { timeout: 600_000 }, () => {
    expectSingleServer(0.5, { kind: "exponential", mean: UNIT }, 250);
  });
});
