import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { resourceIsolation } from "./resource-isolation.ts";
import { baselines, resourceScenarios } from "./scenarios.ts";

describe("resource-isolation", () => {
  const platform = ["linux", "xen-3.0.4", "esx-2"];
  const results = runExperiment(resourceIsolation, { settings: { platform }, replications: 1, seed: 3 });
  const isolation = (on: string, scenario: string): number =>
    results.runs.find(({ levels }) => levels.platform === on && levels.scenario === scenario)?.values.isolation ?? Number.NaN;

  it("has a baseline for every scenario with an antagonist, and none fails", () => {
    expect(results.failures).toEqual([]);
    expect(results.problems).toEqual([]);
    const names = resourceScenarios.map(({ name }) => name);
    for (const [name, baseline] of Object.entries(baselines)) {
      expect(names).toContain(name);
      expect(names).toContain(baseline);
      for (const on of platform) expect(Number.isFinite(isolation(on, name))).toBe(true);
    }
  });

  it("comes out of one kernel for all: processes are entitled, not tenants, and memory and tables are shared", () => {
    expect(isolation("linux", "cpu-hog")).toBeGreaterThan(0.75);
    expect(isolation("linux", "many-hogs")).toBeLessThan(0.3);
    expect(isolation("linux", "fork-bomb")).toBeLessThan(0.2);
    expect(isolation("linux", "small-memory-bomb")).toBe(0);
    expect(isolation("linux", "resource-leak")).toBe(0);
  });

  it.each(["xen-3.0.4", "esx-2"])("comes out of a machine for each tenant on %s: own share, own memory, own tables", (on) => {
    for (const name of Object.keys(baselines)) expect(isolation(on, name), name).toBeGreaterThan(0.98);
  });
});
