import { describe, it } from "vitest";
import { expectSingleServer } from "./single-server.ts";
import { UNIT } from "./twenty-seeds.ts";

describe("M/G/1 as statecharts", () => {
  it("has the time in system of theory for Erlang service, at utilization 0.5", { timeout: 600_000 }, () => {
    expectSingleServer(0.5, { kind: "erlang", phases: 4, mean: UNIT }, 120);
  });

  it("has it for hyperexponential service (squared coefficient of variation 1.86), at utilization 0.35", {
    timeout: 600_000,
  }, () => {
    expectSingleServer(0.35, { kind: "hyperexponential", probability: 0.3, first: 2 * UNIT, second: (4 / 7) * UNIT }, 250);
  });
});
