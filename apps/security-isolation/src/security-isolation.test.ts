import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { exposureMeasures } from "./isolation.ts";
import { securityIsolation } from "./security-isolation.ts";

describe("security-isolation", () => {
  const platform = ["linux", "chroot", "linux-vserver", "xen-3.0.4"];
  const results = runExperiment(securityIsolation, { settings: { platform }, replications: 1, seed: 5 });
  const of = (on: string, scenario: string): Readonly<Record<string, number>> =>
    results.runs.find(({ levels }) => levels.platform === on && levels.scenario === scenario)?.values ?? {};

  it("gives every measure on every platform: others own something of each kind", () => {
    expect(results.failures).toEqual([]);
    expect(results.problems).toEqual([]);
    for (const { values } of results.runs) for (const measure of exposureMeasures) expect(values).toHaveProperty([measure]);
  });

  it("finds plain processes to hide next to nothing, but to keep memory and private files", () => {
    expect(of("linux", "prober-among")).toMatchObject({
      "file.see": 1,
      "file.read": 0.5,
      "file.change": 0,
      "process.see": 1,
      "process.disturb": 0,
      "memory.read": 0,
      "memory.change": 0,
      "counter.read": 1,
    });
    expect(of("linux", "prober-first")).toMatchObject({ "port.disturb": 1, "ipc.disturb": 1 });
    expect(of("linux", "prober-first")["table.disturb"]).toBeGreaterThan(0.6);
  });

  it("finds that a root directory hides files and users, and nothing else", () => {
    const chroot = of("chroot", "prober-among");
    expect(chroot).toMatchObject({ "file.see": 0, "user.see": 0, "process.see": 1, "port.see": 1, "log.read": 1 });
  });

  it("finds that a context hides all but what the one kernel counts for all, and its tables", () => {
    for (const way of ["prober-first", "prober-among"])
      for (const measure of exposureMeasures.filter((each) => !/^(counter|table)/.test(each)))
        expect(of("linux-vserver", way)[measure], measure).toBe(0);
    expect(of("linux-vserver", "prober-among")["counter.read"]).toBeGreaterThan(0);
  });

  it("finds that another machine can't be named at all", () => {
    for (const way of ["prober-first", "prober-among"])
      for (const measure of exposureMeasures) expect(of("xen-3.0.4", way)[measure], measure).toBe(0);
    expect(of("xen-3.0.4", "prober-first").isolation).toBe(1);
  });

  it("orders platforms by what stands between tenants", () => {
    const [linux, chroot, vserver, xen] = platform.map((on) => of(on, "prober-first").isolation as number) as [
      number,
      number,
      number,
      number,
    ];
    expect(linux).toBeLessThan(chroot);
    expect(chroot).toBeLessThan(vserver);
    expect(vserver).toBeLessThan(xen);
  });
});
