import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { cpuCrosstalk } from "./cpu-crosstalk.ts";

describe("cpu-crosstalk", () => {
  const results = runExperiment(cpuCrosstalk, { settings: { hogs: ["0", "4"] }, replications: 2, seed: 11 });
  const of = (platform: string, hogs: number) =>
    results.runs.filter(({ levels }) => levels.platform === platform && levels.hogs === String(hogs));

  it("gives every number on every platform", () => {
    expect(results.failures).toEqual([]);
    expect(results.problems).toEqual([]);
    expect(results.runs).toHaveLength(12);
    const metrics = [...Object.keys(cpuCrosstalk.measures), ...Object.keys(cpuCrosstalk.derived)].sort();
    for (const { values } of results.runs) expect(Object.keys(values).sort()).toEqual(metrics);
  });

  it("says where all of the completion time went", () => {
    for (const { values } of results.runs) {
      const parts = Object.entries(values).filter(([name]) => name.startsWith("time."));
      expect(parts.reduce((sum, [, time]) => sum + time, 0)).toBeCloseTo(values.completion as number, 9);
      for (const [, time] of parts) expect(time).toBeGreaterThanOrEqual(0);
    }
  });

  it("does the same work on every platform, in about two seconds alone", () => {
    expect(new Set(results.runs.map(({ values }) => values["time.user"])).size).toBe(1);
    for (const { values } of results.runs.filter(({ levels }) => levels.hogs === "0")) {
      expect(values.completion).toBeGreaterThan(1.5);
      expect(values.completion).toBeLessThan(2.5);
      expect([values.slowdown, values["time.hogs"]]).toEqual([1, 0]);
    }
    for (const { values } of of("linux", 0)) expect(values["time.hypervisor"]).toBe(0);
    for (const { values } of of("xen-4.2", 0)) expect(values["time.hypervisor"]).toBeGreaterThan(0);
  });

  it.each(["linux", "xen-3.0.4", "xen-4.2"])("tells as steal on %s what others had while it could have run", (platform) => {
    for (const { values } of of(platform, 0)) expect(values.steal).toBeLessThan(0.001);
    for (const { values } of of(platform, 4)) {
      expect(values.steal).toBeGreaterThanOrEqual(values["time.hogs"] as number);
      expect(values.steal).toBeLessThan((values["time.hogs"] as number) + (values["time.system"] as number) + 1e-9);
    }
  });

  it.each(["xen-3.0.4", "xen-4.2"])("gives a virtual machine beside four its fifth under %s, within 6 %%", (platform) => {
    for (const { values } of of(platform, 4)) {
      expect(values["share.victim"]).toBeGreaterThan(0.2 * 0.94);
      expect(values["share.victim"]).toBeLessThan(0.2 * 1.06);
      expect(values.steal).toBeCloseTo(values["time.hogs"] as number, 1);
    }
  });

  it("derives the slowdown from the run alone with the same seed", () => {
    for (const run of of("linux", 4)) {
      const alone = of("linux", 0).find(({ seed }) => seed === run.seed);
      expect(run.values.slowdown).toBe((run.values.completion as number) / (alone?.values.completion as number));
      expect(run.values.slowdown).toBeGreaterThan(2);
    }
  });

  it("draws anew in each replication", () => {
    expect(new Set(results.runs.map(({ fingerprint }) => fingerprint)).size).toBeGreaterThanOrEqual(8);
    const [first, second] = of("linux", 4);
    expect(first?.values.completion).not.toBe(second?.values.completion);
  });
});
