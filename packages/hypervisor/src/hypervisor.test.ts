import { Simulation } from "@crosstalk/engine";
import type { Trap } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import type { HypervisorContext } from "./hypervisor-state.ts";
import { lostTime, schedulerOf, timeOf } from "./testing/conservation.ts";
import { hog, installTestGuest, logOf, type TestEntity, workSegment } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";

/** An entity that works, then traps. */
function trapping(owner: string, trap: Trap): TestEntity {
  return {
    steps: [{ do: "run", burst: [workSegment(owner, 1_000_000, { trap }), workSegment(owner, 1_000_000)] }],
    repeat: false,
  };
}

function contextOf(simulation: Simulation, path: string): HypervisorContext {
  return simulation.snapshot(path).context as HypervisorContext;
}

function states(simulation: Simulation, ...paths: string[]): unknown[] {
  return paths.map((path) => simulation.snapshot(path).value);
}

test("a notification of a channel's end wakes the machine at the other end, and is not told to the guest that sent it", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  const control = hypervisor.createVirtualMachine("dom0", { pages: 10 });
  const user = hypervisor.createVirtualMachine("domU", { pages: 10 });
  const channel = hypervisor.connect(user, control, { name: "blk", slots: 32 });
  expect(user.channels).toEqual([{ name: "blk", path: "xen/blk", end: "front", vector: "channel:blk" }]);
  expect(control.channels).toEqual([{ name: "blk", path: "xen/blk", end: "back", vector: "channel:blk" }]);
  installTestGuest(simulation, "dom0", control, { entities: [] });
  installTestGuest(simulation, "domU", user, {
    entities: [trapping("domU", { cause: "notify", detail: { channel, end: "front" } })],
  });
  simulation.run(10_000_000);
  const told = logOf(simulation, "dom0").filter(({ what }) => what === "interrupt channel:blk");
  expect(told).toHaveLength(1);
  expect(logOf(simulation, "domU").map(({ what }) => what)).toEqual(["booted", "done 0"]);
  expect(contextOf(simulation, "xen").counts.notifications).toBe(1);
  expect(timeOf(host, "hypervisor.io:xen")).toBe(250);
});

test("a trap that concerns nobody below goes to the guest's own kernel, and its burst goes on from there", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const vm = testHypervisor(simulation, "xen", host, { costs: freeCosts }).createVirtualMachine("a", { pages: 10 });
  installTestGuest(simulation, "a", vm, { entities: [trapping("a", { cause: "copy-on-write" })] });
  simulation.run(10_000_000);
  expect(logOf(simulation, "a").slice(1)).toEqual([
    { at: 1_000_000, what: "trap copy-on-write", on: 0 },
    { at: 2_000_000, what: "done 0", on: 0 },
  ]);
});

test("a nested guest's notification goes to the hypervisor that has the channel, past the one below", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const outer = testHypervisor(simulation, "outer", host, { rewriting: testAssisted() });
  const inner = testHypervisor(simulation, "inner", outer.createVirtualMachine("vm", { pages: 100 }));
  const [front, back] = ["front", "back"].map((name) => inner.createVirtualMachine(name, { pages: 10 })) as never as [
    never,
    never,
  ];
  const channel = inner.connect(front, back, { name: "blk", slots: 32 });
  installTestGuest(simulation, "front", front, {
    entities: [trapping("front", { cause: "notify", detail: { channel, end: "front" } })],
  });
  installTestGuest(simulation, "back", back, { entities: [] });
  simulation.run(20_000_000);
  expect(logOf(simulation, "back").map(({ what }) => what)).toContain("interrupt channel:blk");
  expect(contextOf(simulation, "inner").counts.notifications).toBe(1);
  expect(contextOf(simulation, "outer").counts.notifications).toBe(0);
});

test("a paused machine stands still until it is unpaused, and reads the time as stolen", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10 });
  installTestGuest(simulation, "a", vm, { entities: [hog("a")] });
  hypervisor.console("pause", vm.path, 10_000_000);
  hypervisor.console("unpause", vm.path, 30_000_000);
  simulation.run(20_000_000);
  expect(states(simulation, vm.path, "xen/a/vcpu0")).toEqual(["paused", "paused"]);
  simulation.run(50_000_000);
  expect(states(simulation, vm.path, "xen/a/vcpu0")).toEqual(["running", "running"]);
  expect(timeOf(host, "user:a")).toBe(30_000_000);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler"])).toEqual([]);
  expect(schedulerOf(simulation, "xen/scheduler").entities[0]?.times.held).toBe(20_000_000);
});

test("a machine that is paused while its vCPU is halted stays so until it is woken and unpaused", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10 });
  const sleeper: TestEntity = { steps: [{ do: "sleep", time: 20_000_000 }], repeat: false };
  installTestGuest(simulation, "a", vm, { entities: [sleeper] });
  hypervisor.console("pause", vm.path, 10_000_000);
  hypervisor.console("unpause", vm.path, 30_000_000);
  simulation.run(15_000_000);
  expect(states(simulation, vm.path, "xen/a/vcpu0")).toEqual(["paused", "blocked"]);
  simulation.run(25_000_000);
  expect(states(simulation, vm.path, "xen/a/vcpu0")).toEqual(["paused", "paused"]);
  simulation.run(40_000_000);
  expect(logOf(simulation, "a").at(-1)).toEqual({ at: 30_000_001, what: "done 0", on: 0 });
});

test("a guest's crash stops that guest for ever, and no other", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { processors: 2 });
  const hypervisor = testHypervisor(simulation, "xen", host);
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  installTestGuest(simulation, "a", vm, {
    entities: [
      { ...trapping("a", { cause: "crash", detail: { machine: vm.path } }), affinity: [0] },
      { ...hog("a"), affinity: [1] },
    ],
  });
  const other = hypervisor.createVirtualMachine("b", { pages: 10 });
  installTestGuest(simulation, "b", other, { entities: [hog("b")] });
  simulation.run(20_000_000);
  const before = timeOf(host, "user:a");
  simulation.run(100_000_000);
  expect(timeOf(host, "user:a")).toBe(before);
  expect(states(simulation, vm.path, "xen/a/vcpu0", "xen/a/vcpu1")).toEqual(["crashed", "crashed", "crashed"]);
  expect(states(simulation, other.path, "xen/b/vcpu0")).toEqual(["running", "running"]);
  expect(timeOf(host, "user:b")).toBeGreaterThan(90_000_000);
  expect(lostTime(simulation, host, ["xen/scheduler"])).toEqual([]);
});

test("only a privileged machine may control another", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  const [victim, intruder, control] = ["victim", "intruder", "dom0"].map((name) =>
    hypervisor.createVirtualMachine(name, { pages: 10, privileged: name === "dom0" }),
  ) as never as [never, never, never];
  const { path } = victim as { path: string };
  installTestGuest(simulation, "victim", victim, { entities: [hog("victim")] });
  installTestGuest(simulation, "intruder", intruder, {
    entities: [trapping("intruder", { cause: "shut-down", detail: { machine: path } })],
  });
  const patient = trapping("dom0", { cause: "shut-down", detail: { machine: path } });
  installTestGuest(simulation, "dom0", control, {
    entities: [{ ...patient, steps: [{ do: "sleep", time: 50_000_000 }, ...patient.steps] }],
  });
  simulation.run(40_000_000);
  expect(states(simulation, path)).toEqual(["running"]);
  expect(contextOf(simulation, "xen").counts.refused).toBe(1);
  simulation.run(80_000_000);
  expect(states(simulation, path)).toEqual(["shutDown"]);
});

test("when the hypervisor crashes every machine stands still", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  for (const name of ["a", "b"]) {
    const vm = hypervisor.createVirtualMachine(name, { pages: 10 });
    installTestGuest(simulation, name, vm, { entities: [hog(name)] });
  }
  hypervisor.console("crash", "xen", 10_000_000);
  simulation.run(100_000_000);
  expect(states(simulation, "xen", "xen/a", "xen/b")).toEqual(["crashed", "crashed", "crashed"]);
  expect(timeOf(host, "user:")).toBeLessThan(10_000_001);
  expect(timeOf(host, "idle:host")).toBeGreaterThan(89_000_000);
});

test("an interrupt that is for no guest is counted as stray, and nothing comes of it", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const vm = testHypervisor(simulation, "xen", host).createVirtualMachine("a", { pages: 10 });
  installTestGuest(simulation, "a", vm, { entities: [hog("a")] });
  simulation.post("host/cpu0", { type: "RAISE", processor: 0, vector: "device:unknown" }, 5_000_000);
  simulation.run(10_000_000);
  expect(contextOf(simulation, "xen").counts.strayInterrupts).toBe(1);
  expect(logOf(simulation, "a").map(({ what }) => what)).toEqual(["booted"]);
});

test("a machine for which no software was named stays off, and the others boot", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host);
  hypervisor.createVirtualMachine("empty", { pages: 10 });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10 });
  installTestGuest(simulation, "a", vm, { entities: [hog("a")] });
  simulation.run(10_000_000);
  expect(states(simulation, "xen/empty", "xen/empty/vcpu0", "xen/a")).toEqual(["created", "offline", "running"]);
});

test("what a machine can't be given is refused by name", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { devices: [{ name: "disk", service: 1 }] });
  const hypervisor = testHypervisor(simulation, "xen", host);
  const create = (name: string, options: object) => () => hypervisor.createVirtualMachine(name, { pages: 10, ...options });
  expect(create("a", { processors: 0 })).toThrow("xen/a: processors is 0; allowed is a whole number of at least 1");
  expect(create("b", { weight: -1 })).toThrow("xen/b: weight is -1; allowed is a positive number");
  expect(create("c", { affinity: [1] })).toThrow("xen/c: affinity is 1; allowed is 0 to 0");
  expect(create("d", { pages: 2_000_000 })).toThrow(/xen\/d: pages: can't give 2000000 pages .* allowed is 0 to 1000000/);
  expect(create("e", { devices: ["tape"] })).toThrow('xen/e: host has no device "tape"');
  create("f", { devices: ["disk"] })();
  expect(create("g", { devices: ["disk"] })).toThrow('xen/g: device "disk" is passed through to xen/f already');
  const inner = testHypervisor(simulation, "inner", hypervisor.createVirtualMachine("h", { pages: 10 }));
  expect(() => inner.console("crash", "inner")).toThrow(/virtual and has no console/);
});
