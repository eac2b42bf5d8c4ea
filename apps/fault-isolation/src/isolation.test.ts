import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, test } from "vitest";
import { faultIsolationExperiment } from "./fault-isolation.ts";
import { faultIsolation } from "./isolation.ts";
import { faultScenarios } from "./scenarios.ts";

describe("fault isolation", () => {
  test("is the mean share of service kept, over the faults", () => {
    expect(faultIsolation([{ lost: 1 }, { lost: 0.25 }])).toBeCloseTo(0.375);
    expect(faultIsolation([{}])).toBeUndefined();
  });

  test("asks every platform about the same faults, each of which is answered by requests", () => {
    const { runs } = runExperiment(faultIsolationExperiment, { settings: { fault: ["driver-crash"] }, replications: 1 });
    expect(runs).toHaveLength(9);
    for (const { values } of runs) expect(values.lost).toBe(1);
  });

  test("is lower on one kernel for all than with a kernel for each, which only what lies below can take down", () => {
    const platform = ["linux", "xen-3.0.4"];
    const { runs, failures, problems } = runExperiment(faultIsolationExperiment, {
      settings: { platform },
      replications: 1,
      seed: 2,
    });
    expect([failures, problems]).toEqual([[], []]);
    expect(runs).toHaveLength(platform.length * faultScenarios.length);
    const [linux, xen] = platform.map((on) => runs.find(({ levels }) => levels.platform === on)?.values.isolation ?? Number.NaN);
    expect(linux).toBeLessThan(0.5);
    expect(xen).toBeCloseTo(4 / 6);
  });
});
