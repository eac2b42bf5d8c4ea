import { Simulation } from "@crosstalk/engine";
import type { HostOptions, Machine } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { lostTime, schedulerOf } from "./testing/conservation.ts";
import { hog, type TestEntity, workSegment } from "./testing/test-entity.ts";
import { heard, installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testCosts, testHypervisor } from "./testing/test-hypervisor.ts";
import { ticking } from "./testing/ticking.ts";

const DISK: HostOptions = { devices: [{ name: "disk", service: 400_000 }] };

function raise(simulation: Simulation, vector: string, at: number, cpu = 0): void {
  simulation.post(`host/cpu${cpu}`, { type: "RAISE", processor: cpu, vector }, at);
}

/** A host with a disk, and a hypervisor that passes it through to a VM `a`. */
function passedThrough(simulation: Simulation) {
  const host = testHost(simulation, DISK);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: { ...freeCosts, interrupt: testCosts.interrupt } });
  return { host, hypervisor, vm: hypervisor.createVirtualMachine("a", { pages: 10, devices: ["disk"] }) };
}

test("an interrupt passed through stops a guest in mid-burst, at that instant, and the hypervisor's work delays the rest", () => {
  const simulation = new Simulation({ seed: 1 });
  const { vm } = passedThrough(simulation);
  const burst = [workSegment("a", 1_000_000)];
  installTestGuest(simulation, "a", vm, { entities: [{ steps: [{ do: "run", burst }], repeat: false }] });
  raise(simulation, "device:disk", 300_000);
  simulation.run(5_000_000);
  expect(heard(simulation, "a", "interrupt device:disk")).toEqual([300_000]);
  expect(heard(simulation, "a", "done 0")).toEqual([1_000_000 + 50 + 100]);
});

test("a device passed through is served, and interrupts the guest that has it, also while another guest runs", () => {
  const simulation = new Simulation({ seed: 1 });
  const { host, hypervisor, vm } = passedThrough(simulation);
  const disk = vm.devices[0]?.path as string;
  const steps: TestEntity["steps"] = [
    { do: "submit", device: disk, owner: "a" },
    { do: "sleep", time: 1_000_000_000 },
  ];
  installTestGuest(simulation, "a", vm, { entities: [{ steps, repeat: false }] });
  const other = hypervisor.createVirtualMachine("other", { pages: 10 });
  installTestGuest(simulation, "other", other, { entities: [hog("other")] });
  simulation.run(20_000_000);
  const [at = 0] = heard(simulation, "a", "interrupt device:disk");
  expect(at).toBeGreaterThanOrEqual(400_000);
  expect(at).toBeLessThanOrEqual(3_000_000 + 150);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler", "other/scheduler"])).toEqual([]);
});

test("while a guest masks interrupts its own wait, and the hypervisor takes its own at once", () => {
  const simulation = new Simulation({ seed: 1 });
  const { vm } = passedThrough(simulation);
  const burst = [
    workSegment("a", 500_000, { masked: true }),
    workSegment("a", 500_000, { masked: true }),
    workSegment("a", 500_000),
  ];
  installTestGuest(simulation, "a", vm, { entities: [{ steps: [{ do: "run", burst }], repeat: false }] });
  const stops: number[] = [];
  simulation.onDelivery((time, path, event) => {
    if (path === "xen/scheduler" && event.type === "STOPPED") stops.push(time);
  });
  raise(simulation, "device:disk", 300_000);
  simulation.run(5_000_000);
  expect(stops).toContain(300_000);
  expect(heard(simulation, "a", "interrupt device:disk")).toEqual([1_000_000 + 150]);
  expect(heard(simulation, "a", "done 0")).toEqual([1_500_000 + 150]);
});

test("a guest that masks interrupts is preempted all the same", () => {
  const simulation = new Simulation({ seed: 1 });
  const { hypervisor, vm } = passedThrough(simulation);
  const masked: TestEntity = { steps: [{ do: "run", burst: [workSegment("a", 100_000_000, { masked: true })] }], repeat: true };
  installTestGuest(simulation, "a", vm, { entities: [masked] });
  const other = hypervisor.createVirtualMachine("other", { pages: 10 });
  installTestGuest(simulation, "other", other, { entities: [hog("other")] });
  simulation.run(3_500_000);
  expect(simulation.snapshot(other.vcpus[0] as string).value).toBe("running");
  expect(simulation.snapshot(vm.vcpus[0] as string).value).toBe("runnable");
});

/** A guest with a tick of 1 ms, beside a hog, in slices of 10 ms: what is left of its ticks after 200 ms. */
function ticksOf(tickPolicy: "catch-up" | "skip" | "stolen-time") {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts, scheduling: ticking(50_000_000) });
  const machine: Machine = hypervisor.createVirtualMachine("a", { pages: 10 });
  const tick = [workSegment("tick", 1_000)];
  installTestGuest(simulation, "a", machine, {
    entities: [hog("a")],
    scheduling: ticking(1_000_000),
    tickPolicy,
    layer: { alarm: () => tick },
  });
  const other = hypervisor.createVirtualMachine("other", { pages: 10 });
  installTestGuest(simulation, "other", other, { entities: [hog("other")] });
  let off = 0;
  simulation.onDelivery((_time, path) => {
    if ((path === "a" || path === "a/scheduler") && simulation.now > 0 && simulation.snapshot("xen/a/vcpu0").value !== "running")
      off += 1;
  });
  simulation.run(210_000_000);
  const { ticks, times } = schedulerOf(simulation, "a/scheduler").processors[0] as never as {
    ticks: { handled: number; lost: number };
    times: { stolen: number };
  };
  return { ...ticks, stolen: times.stolen, off, work: host.ledger(0)["user:tick"] ?? 0 };
}

test("nothing happens in a guest while its vCPU is descheduled, and its pended ticks come afterwards as its policy says", () => {
  const [all, skipping, stealing] = [ticksOf("catch-up"), ticksOf("skip"), ticksOf("stolen-time")];
  for (const ticks of [all, skipping, stealing]) {
    expect(ticks.off).toBe(0);
    expect(ticks.stolen).toBe(100_000_000);
    expect(ticks.work).toBe(ticks.handled * 1_000);
  }
  expect(all.lost).toBe(0);
  expect(all.handled).toBeGreaterThanOrEqual(200);
  for (const ticks of [skipping, stealing]) {
    expect(ticks.handled + ticks.lost).toBe(all.handled);
    expect(ticks.lost).toBeGreaterThan(80);
  }
});

test("an interrupt from one vCPU reaches another that runs on another processor", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { processors: 2 });
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  const steps: TestEntity["steps"] = [
    { do: "run", burst: [workSegment("a", 100_000)] },
    { do: "send", target: 1, vector: "hello" },
    { do: "run", burst: [workSegment("a", 100_000)] },
  ];
  const entities = [
    { steps, repeat: false, affinity: [0] },
    { ...hog("a"), affinity: [1] },
  ];
  installTestGuest(simulation, "a", vm, { entities });
  simulation.run(2_900_000);
  expect(
    logOf(simulation, "a")
      .filter(({ what }) => what === "booted")
      .map(({ on }) => on),
  ).toEqual([0, 1]);
  const hello = logOf(simulation, "a").filter(({ what }) => what === "interrupt hello");
  expect(hello).toEqual([{ at: 100_000 + 1_000, what: "interrupt hello", on: 1 }]);
});

test("the hypervisor pays for its own ticks and for passing interrupts on", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation, { processors: 2 });
  const costs = { ...freeCosts, alarm: testCosts.alarm, sendInterrupt: testCosts.sendInterrupt };
  const hypervisor = testHypervisor(simulation, "xen", host, { costs, scheduling: ticking(1_000_000) });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  const steps: TestEntity["steps"] = [
    { do: "run", burst: [workSegment("a", 100_000)] },
    { do: "send", target: 1, vector: "hello" },
    { do: "run", burst: [workSegment("a", 20_000_000)] },
  ];
  const entities = [
    { steps, repeat: false, affinity: [0] },
    { ...hog("a"), affinity: [1] },
  ];
  installTestGuest(simulation, "a", vm, { entities });
  simulation.run(8_500_000);
  const paid = { ...host.ledger(0) };
  expect(paid["hypervisor.scheduling:xen"], "eight ticks").toBe(8 * 200);
  expect(paid["hypervisor.interrupt:xen"], "one interrupt passed on").toBe(150);
});

test("an interrupt to a vCPU that is descheduled is delivered when it runs again", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const hypervisor = testHypervisor(simulation, "xen", host, { costs: freeCosts });
  const vm = hypervisor.createVirtualMachine("a", { pages: 10, processors: 2 });
  const steps: TestEntity["steps"] = [
    { do: "run", burst: [workSegment("a", 100_000)] },
    { do: "send", target: 1, vector: "hello" },
    { do: "run", burst: [workSegment("a", 9_000_000)] },
  ];
  const entities = [
    { steps, repeat: false, affinity: [0] },
    { ...hog("a"), affinity: [1] },
  ];
  installTestGuest(simulation, "a", vm, { entities });
  simulation.run(20_000_000);
  const [sent = 0] = heard(simulation, "a", "interrupt hello");
  expect(sent).toBeGreaterThan(100_000);
  expect(sent % 3_000_000).toBe(0);
  expect(lostTime(simulation, host, ["xen/scheduler", "a/scheduler"])).toEqual([]);
});
