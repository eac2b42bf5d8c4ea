import { ms, Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { compute, forever } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { typeAtConsole } from "@crosstalk/hypervisor";
import {
  chroot,
  esx2,
  linuxThreads,
  linuxVServer,
  type Platform,
  plainLinux,
  userModeLinux,
  vtx2006,
  workstation32,
  xen304,
  xen2003,
} from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { faultEvidence } from "./evidence.ts";
import { type FaultWorld, faultWorld, isOver } from "./fault-world.ts";
import { faults } from "./faults.ts";
import { faultScenarios } from "./scenarios.ts";
import { contexts, oneMachineForAll } from "./testing/other-platforms.ts";

function builderOf(simulation: Simulation): WorldBuilder {
  return {
    simulation,
    host: (path, model, options) => buildHost(simulation, path, model, options),
    random: (name) => simulation.random(name),
  };
}

function build(platform: Platform, fault: string, seed = 1): FaultWorld {
  const known = faults.find(({ name }) => name === fault);
  if (known === undefined) throw new Error(`there is no fault "${fault}"`);
  return faultWorld(builderOf(new Simulation({ seed })), platform, known);
}

function finish(world: FaultWorld): FaultWorld {
  world.simulation.run(ms(850));
  expect(isOver(world)).toBe(true);
  return world;
}

/** What is measured of a fault on a platform. */
function outcome(platform: Platform, fault: string, seed = 1): Readonly<Record<string, number>> {
  const scenario = faultScenarios.find(({ name }) => name === fault);
  return scenario?.measure(finish(build(platform, fault, seed))) ?? {};
}

const lost = (platform: Platform, fault: string, seed = 1): number | undefined => outcome(platform, fault, seed).lost;

describe("a process that crashes", () => {
  test.each([plainLinux(), xen304()])("costs the others nothing on $name", (platform) => {
    expect(lost(platform, "process-crash")).toBe(0);
  });
});

describe("a kernel's bug that a system call reaches", () => {
  test.each([plainLinux(), chroot(), linuxVServer()])("takes all tenants of the one kernel down: $name", (platform) => {
    const { lost: all, outage } = outcome(platform, "kernel-bug");
    expect(all).toBe(1);
    expect(outage).toBeGreaterThan(0.5);
  });

  test.each([xen2003(), esx2(), userModeLinux(), workstation32()])("stays with the tenant on $name", (platform) => {
    expect(lost(platform, "kernel-bug")).toBe(0);
  });

  test("takes all down in a VM, too, once the kernel of each tenant's own is taken away", () => {
    expect(lost(oneMachineForAll, "kernel-bug")).toBe(1);
    expect(lost(oneMachineForAll, "process-crash")).toBe(0);
  });
});

describe("a page that a kernel writes over", () => {
  test("is some process's of the same kernel: others' on a shared one, never on a tenant's own", () => {
    const seeds = [1, 2, 3, 4, 5, 6];
    expect(Math.max(...seeds.map((seed) => lost(plainLinux(), "wild-write", seed) ?? 0))).toBeGreaterThan(0.2);
    expect(seeds.slice(0, 2).map((seed) => lost(esx2(), "wild-write", seed))).toEqual([0, 0]);
  });
});

describe("files that are never closed", () => {
  test("fill the table of all on a shared kernel, and of nobody else where tenants have their own", () => {
    expect(lost(plainLinux(), "resource-leak")).toBe(1);
    expect(lost(xen304(), "resource-leak")).toBe(0);
  });

  test("fill no more than the context's part where it has a limit", () => {
    expect(lost(contexts(), "resource-leak")).toBe(1);
    expect(lost(contexts(10_000), "resource-leak")).toBe(0);
  });
});

describe("a control domain that crashes", () => {
  test("takes all input and output away, while tenants compute on", () => {
    const world = build(xen304(), "control-domain-crash");
    world.simulation.run(ms(250));
    const answered = world.interfaces.map((name) => world.host.service(name).answered);
    finish(world);
    expect(world.interfaces.map((name) => world.host.service(name).answered)).toEqual(answered);
    const simulation = new Simulation({ seed: 1 });
    const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
    const system = xen304().boot(simulation, host);
    const tenant = system.tenant("hog");
    tenant.run(forever(compute(ms(1))));
    typeAtConsole(simulation, "xen", { path: "host/cpu0", id: 0 }, "crash", "xen/domain0", ms(100));
    simulation.run(ms(500));
    expect(tenant.time().user).toBeGreaterThan(ms(450));
  });

  test.each([plainLinux(), linuxVServer(), esx2(), vtx2006(), linuxThreads()])("does not exist on $name", (platform) => {
    expect(outcome(platform, "control-domain-crash")).toEqual({ applicable: 0 });
  });
});

describe("a bug of what provides the tenants' machines", () => {
  test.each([xen304(), esx2(), userModeLinux(), workstation32()])("takes all down on $name", (platform) => {
    expect(lost(platform, "hypervisor-bug")).toBe(1);
  });

  test.each([plainLinux(), chroot(), linuxVServer()])("does not exist on $name", (platform) => {
    expect(outcome(platform, "hypervisor-bug")).toEqual({ applicable: 0 });
  });
});

test.each([
  { platform: plainLinux(), fault: "wild-write" },
  { platform: xen304(), fault: "kernel-bug" },
  { platform: xen304(), fault: "control-domain-crash" },
  { platform: linuxThreads(), fault: "hypervisor-bug" },
])("$platform.name goes on exactly from a save in the midst of: $fault", ({ platform, fault }) => {
  const straight = finish(build(platform, fault));
  const world = build(platform, fault);
  world.simulation.run(ms(211));
  const restored = build(platform, fault);
  restored.simulation.restore(JSON.parse(JSON.stringify(world.simulation.save())));
  finish(restored);
  expect(restored.simulation.fingerprint).toBe(straight.simulation.fingerprint);
  expect(restored.interfaces.map((name) => restored.host.requests(name))).toEqual(
    straight.interfaces.map((name) => straight.host.requests(name)),
  );
  expect(faultEvidence(restored)).toEqual(faultEvidence(straight));
});
