import { ms } from "@crosstalk/engine";
import { type FinishedRun, runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { activities, activityOf, timeByActivity } from "./activities.ts";
import { efficiency } from "./efficiency.ts";

const { runs, failures } = runExperiment(efficiency, {
  settings: { scenario: ["efficiency-compile", "efficiency-fork-wait"] },
  replications: 1,
});
const of = (platform: string, program: string): FinishedRun["values"] =>
  runs.find(({ levels }) => levels.platform === platform && levels.scenario === `efficiency-${program}`)?.values ?? {};
const virtual = ["xen-2003", "xen-3.0.4", "esx-2", "vtx-2006"];

describe("efficiency", () => {
  it("is native time over time: 1 on plain Linux, and no more elsewhere", () => {
    expect(failures).toEqual([]);
    for (const { levels, values } of runs) {
      if (levels.platform === "linux") expect(values.efficiency).toBe(1);
      expect(values.efficiency).toBeGreaterThan(0);
      expect(values.efficiency).toBeLessThanOrEqual(1.0001);
    }
  });

  it("of Linux-VServer and chroot is that of Linux, within 3 %", () => {
    for (const platform of ["chroot", "linux-vserver"])
      for (const program of ["compile", "fork-wait"])
        expect(Math.abs((of(platform, program).efficiency as number) - 1)).toBeLessThan(0.03);
  });

  it("falls with the crossings and the work done twice that a program causes: compiling costs little, making processes much", () => {
    for (const platform of virtual) {
      const [compile, forkWait] = [of(platform, "compile"), of(platform, "fork-wait")];
      expect(forkWait.efficiency).toBeLessThan(compile.efficiency as number);
      expect(compile.efficiency).toBeLessThan(1);
      expect(forkWait["part.memory"]).toBeGreaterThan(0);
      expect(forkWait["part.switches"]).toBeGreaterThan(0);
    }
  });

  it("says where all of the time went, and what is the program's own is the same everywhere", () => {
    for (const { levels, values } of runs) {
      const parts = Object.keys(activities).map((name) => values[`part.${name}`] as number);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(values.time as number, 9);
      for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
      expect(values["part.user"]).toBe(of("linux", (levels.scenario as string).replace("efficiency-", ""))["part.user"]);
    }
  });

  it("shows translated code only where there is any, and no crossings where there is nothing to cross into", () => {
    for (const platform of ["linux", "chroot", "linux-vserver"])
      for (const part of ["switches", "exceptions", "translation", "scheduling", "memory"])
        expect(of(platform, "fork-wait")[`part.${part}`]).toBe(0);
    expect(of("esx-2", "fork-wait")["part.translation"]).toBeGreaterThan(0);
    expect(of("xen-3.0.4", "fork-wait")["part.translation"]).toBe(0);
  });
});

describe("what an account counts as", () => {
  it.each([
    ["user:alone", "user"],
    ["kernel:vm/linux < user:alone", "kernel"],
    ["kernel.tick:vm/linux", "kernel"],
    ["kernel.tick:host/linux", "scheduling"],
    ["kernel:host/linux < kernel:vm/linux < user:alone", "other"],
    ["hypervisor.transition:xen < kernel:vm/linux < user:alone", "switches"],
    ["hypervisor.memory:xen < kernel:vm/linux < user:alone", "memory"],
    ["hypervisor.exception:xen < kernel:vm/linux < user:alone", "exceptions"],
    ["hypervisor.scheduling:xen", "scheduling"],
    ["back-end:xen/domain0/linux < user:alone", "io"],
    ["refill:host < user:alone", "refill"],
    ["idle:host", "other"],
  ])("%s: %s", (account, activity) => {
    expect(activityOf(account, "vm/linux")).toBe(activity);
  });

  it("adds up to the time between two readings", () => {
    const times = timeByActivity({ "user:a": 5, "idle:h": 3 }, { "user:a": ms(2), "idle:h": 10, "kernel:k < user:a": 7 }, "k");
    expect(times).toMatchObject({ user: ms(2) - 5, other: 7, kernel: 7, memory: 0 });
  });
});
