import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, test } from "vitest";
import { faultIsolationExperiment } from "./fault-isolation.ts";
import { faultIsolation } from "./isolation.ts";
import { faultScenarios } from "./scenarios.ts";

describe("fault isolation", () => {
  test("is the mean share of service kept, over the faults that apply", () => {
    expect(faultIsolation([{ applicable: 1, lost: 1 }, { applicable: 1, lost: 0.25 }, { applicable: 0 }])).toBeCloseTo(0.375);
    expect(faultIsolation([{ applicable: 0 }, {}])).toBeUndefined();
  });

  test("is lower on one kernel for all than with a kernel for each, which the hypervisor and the control domain can take down", () => {
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
