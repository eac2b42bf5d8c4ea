import { activities, efficiencyScenarios } from "@crosstalk/efficiency";
import { estimateMean } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { addedTime, type Breakdown } from "./breakdown.ts";

const [scenario] = efficiencyScenarios.map(({ name }) => name) as [string];
const nothing = Object.fromEntries(Object.keys(activities).map((name) => [name, 0])) as unknown as Breakdown["parts"];
const estimates = Object.fromEntries(
  ["time", ...Object.keys(activities)].map((name) => [name, estimateMean([0])]),
) as unknown as Breakdown["estimates"];
const point = (platform: string, parts: Partial<Breakdown["parts"]>): Breakdown => {
  const time = Object.values(parts).reduce((sum, each) => sum + each, 0);
  return { platform, scenario, time, parts: { ...nothing, ...parts }, estimates, slowdown: time / 10 };
};
const native = point("linux", { user: 6, kernel: 2, refill: 2 });

describe("the time that a platform adds", () => {
  it("is none natively, however long caches take to be refilled there", () => {
    expect(addedTime([native])).toEqual([]);
  });

  it("is what there is more of than natively, in shares that add up to 1, without the program's and its kernel's own", () => {
    const [added] = addedTime([native, point("xen", { user: 6, kernel: 1, refill: 2, switches: 1, memory: 3 })]);
    expect(added?.platform).toBe("xen");
    expect(added?.shares).toMatchObject({ refill: 0, kernel: 0, user: 0 });
    expect(added?.shares.switches).toBeCloseTo(0.25, 9);
    expect(added?.shares.memory).toBeCloseTo(0.75, 9);
  });
});
