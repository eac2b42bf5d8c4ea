import { Simulation } from "@crosstalk/engine";
import { expect, test } from "vitest";
import type { HypervisorContext } from "./hypervisor-state.ts";
import { lostTime, schedulerOf, timeOf } from "./testing/conservation.ts";
import { hog, type TestEntity, trapping } from "./testing/test-entity.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testHypervisor } from "./testing/test-hypervisor.ts";

function contextOf(simulation: Simulation, path: string): HypervisorContext {
  return simulation.snapshot(path).context as HypervisorContext;
}

function states(simulation: Simulation, ...paths: string[]): unknown[] {
  return paths.map((path) => simulation.snapshot(path).value);
}

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
