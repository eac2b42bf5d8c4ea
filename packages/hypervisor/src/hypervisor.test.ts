import { Simulation } from "@crosstalk/engine";
import { proportionalShare } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import type { HypervisorContext } from "./hypervisor-state.ts";
import { timeOf } from "./testing/conservation.ts";
import { hog, trapping } from "./testing/test-entity.ts";
import { installTestGuest, logOf } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testAssisted, testHypervisor } from "./testing/test-hypervisor.ts";

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
  expect(user.channels).toEqual([
    { name: "blk", path: "xen/blk", device: "blk", end: "front", peer: "dom0", vector: "channel:blk" },
  ]);
  expect(control.channels).toEqual([
    { name: "blk", path: "xen/blk", device: "blk", end: "back", peer: "domU", vector: "channel:blk" },
  ]);
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

test("more than a machine's processors can't be reserved", () => {
  const simulation = new Simulation({ seed: 1 });
  const hypervisor = testHypervisor(simulation, "esx", testHost(simulation), { scheduling: proportionalShare() });
  const create = (name: string, options: object) => () => hypervisor.createVirtualMachine(name, { pages: 10, ...options });
  expect(create("a", { reservation: 0 })).toThrow("esx/a: reservation is 0; allowed is above 0, up to 1 processors");
  expect(create("b", { reservation: 0.5, cap: 0.4 })).toThrow(
    "esx/b: reservation is 0.5; allowed is above 0, up to 0.4 processors",
  );
  create("c", { reservation: 0.75 })();
  expect(create("d", { reservation: 0.5 })).toThrow("esx/d: reservation is 0.5; allowed is above 0, up to 0.25 processors");
  create("e", { reservation: 0.25 })();
  const whole = testHypervisor(simulation, "whole", testHost(new Simulation({ seed: 2 })), { scheduling: proportionalShare() });
  for (const [index, reservation] of [0.8, 0.1, 0.1].entries())
    whole.createVirtualMachine(`vm${index}`, { pages: 10, reservation });
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
  expect(create("i", { reservation: 0.5 })).toThrow(
    /xen\/i: reservation is 0.5; allowed is none, the .* policy can't enforce it/,
  );
  const inner = testHypervisor(simulation, "inner", hypervisor.createVirtualMachine("h", { pages: 10 }));
  expect(() => inner.console("crash", "inner")).toThrow(/virtual and has no console/);
});
