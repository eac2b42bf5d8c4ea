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
  platformCatalogue,
  userModeLinux,
  workstation32,
  xen304,
  xen2003,
} from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { anatomyOf } from "./anatomy.ts";
import { faultEvidence } from "./evidence.ts";
import { type FaultWorld, type FaultyMachine, faultWorld, isOver } from "./fault-world.ts";
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
  world.simulation.run(ms(1_000), () => isOver(world));
  expect(isOver(world)).toBe(true);
  return world;
}

/** What is measured of a fault on a platform. */
function outcome(platform: Platform, fault: string, seed = 1): Readonly<Record<string, number>> {
  const scenario = faultScenarios.find(({ name }) => name === fault);
  return scenario?.measure(finish(build(platform, fault, seed))) ?? {};
}

/** Requests of a machine's that were sent and answered once the fault held. */
const answeredAfter = ({ host, interfaces }: FaultyMachine, [from, to]: readonly [number, number]): number =>
  interfaces.reduce((sum, name) => sum + host.service(name, from, to).answered, 0);

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
    expect(outage).toBeGreaterThan(0.13);
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
    expect(lost(plainLinux(), "wild-write")).toBeGreaterThan(0.1);
    expect(lost(plainLinux(), "wild-write")).toBeLessThan(0.9);
    expect(lost(esx2(), "wild-write")).toBe(0);
  });

  test("is drawn on each of several machines, on some of which nobody misses it", () => {
    const { machines, periods } = finish(build(plainLinux(), "wild-write"));
    const silent = machines.filter((machine) => answeredAfter(machine, periods.after) === 0);
    expect(machines).toHaveLength(12);
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.length).toBeLessThan(machines.length);
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

describe("what drives the devices for all", () => {
  test("takes all input and output away with a control domain, while tenants compute on", () => {
    const world = build(xen304(), "driver-crash");
    world.simulation.run(ms(180));
    const { host, interfaces } = world.machines[0] as FaultyMachine;
    const answered = interfaces.map((name) => host.service(name).answered);
    finish(world);
    expect(interfaces.map((name) => host.service(name).answered)).toEqual(answered);
    const simulation = new Simulation({ seed: 1 });
    const system = xen304().boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
    const tenant = system.tenant("hog");
    tenant.run(forever(compute(ms(1))));
    typeAtConsole(simulation, "xen", { path: "host/cpu0", id: 0 }, "crash", "xen/domain0", ms(100));
    simulation.run(ms(500));
    expect(tenant.time().user).toBeGreaterThan(ms(450));
  });

  test.each(platformCatalogue.map(({ platform }) => platform))("takes all service down as it crashes on $name", (platform) => {
    expect(lost(platform, "driver-crash")).toBe(1);
  });
});

describe("a bug of the most privileged software", () => {
  test.each(platformCatalogue.map(({ platform }) => platform))("takes all down on $name", (platform) => {
    expect(lost(platform, "privileged-bug")).toBe(1);
  });
});

describe("a system's anatomy", () => {
  const anatomy = (platform: Platform) => {
    const simulation = new Simulation({ seed: 1 });
    platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 })).tenant("one");
    return anatomyOf(simulation, "host");
  };

  test("tells a kernel that all share, a kernel or a hypervisor that gives machines, and a control domain apart", () => {
    const shared = { path: "linux", reached: "by system call" };
    expect(anatomy(plainLinux())).toEqual({ lowest: shared, driver: shared });
    const hosting = { path: "linux", reached: "by machine" };
    expect(anatomy(workstation32())).toEqual({ lowest: hosting, driver: hosting });
    const driver = { path: "xen/domain0", reached: "at console", hypervisor: "xen" };
    expect(anatomy(xen304())).toEqual({ lowest: { path: "xen", reached: "by machine" }, driver });
  });

  test("is not there where nothing has been put on a host", () => {
    const simulation = new Simulation({ seed: 1 });
    buildHost(simulation, "host", dualXeon2003);
    expect(() => anatomyOf(simulation, "host")).toThrow("nothing has been put on host");
  });
});

test.each([
  { platform: plainLinux(), fault: "wild-write" },
  { platform: xen304(), fault: "kernel-bug" },
  { platform: xen304(), fault: "driver-crash" },
  { platform: linuxThreads(), fault: "privileged-bug" },
])("$platform.name goes on exactly from a save in the midst of: $fault", ({ platform, fault }) => {
  const straight = finish(build(platform, fault));
  const world = build(platform, fault);
  world.simulation.run(ms(161));
  const restored = build(platform, fault);
  restored.simulation.restore(JSON.parse(JSON.stringify(world.simulation.save())));
  finish(restored);
  expect(restored.simulation.fingerprint).toBe(straight.simulation.fingerprint);
  const requests = ({ machines }: FaultWorld) =>
    machines.map(({ host, interfaces }) => interfaces.map((name) => host.requests(name)));
  expect(requests(restored)).toEqual(requests(straight));
  expect(faultEvidence(restored)).toEqual(faultEvidence(straight));
});
