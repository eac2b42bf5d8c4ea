import { type ModelEvent, Simulation } from "@crosstalk/engine";
import type { FrameContent, Host } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import type { MemoryManagement } from "./memory/memory-options.ts";
import type { MemoryContext } from "./memory/memory-state.ts";
import { lostTime, timeOf } from "./testing/conservation.ts";
import { memoryProblems } from "./testing/memory-problems.ts";
import type { Step } from "./testing/test-entity.ts";
import { workSegment } from "./testing/test-entity.ts";
import { heard, installTestGuest } from "./testing/test-guest.ts";
import { testHost } from "./testing/test-host.ts";
import { freeCosts, testHypervisor } from "./testing/test-hypervisor.ts";
import { testManagement } from "./testing/test-memory.ts";
import type { VirtualMachine } from "./virtual-machine.ts";

const file = { kind: "file" as const, file: "f", offset: 0 };
const own = (process: string) => ({ kind: "private" as const, process, page: 0, version: 1 });

/** Pages are scanned at once, and nothing but what a broken page costs takes any time. */
const management: MemoryManagement = {
  ...testManagement,
  costs: { ...testManagement.costs, hash: {}, compare: {}, share: {} },
  sharing: { perMachine: 1e6, perHost: 1e7, stretch: 8, every: 1_000_000 },
};

/** VMs of 64 pages, each with a guest that goes through steps. */
function world(guests: readonly ((vm: VirtualMachine) => readonly Step[])[], change: Partial<MemoryManagement> = {}) {
  const simulation = new Simulation({ seed: 1 });
  const host: Host = testHost(simulation);
  const memory = { ...management, ...change };
  const hypervisor = testHypervisor(simulation, "hv", host, { costs: freeCosts, memory });
  const names = guests.map((steps, id) => {
    const vm = hypervisor.createVirtualMachine(`vm${id}`, { pages: 64 });
    installTestGuest(simulation, `guest${id}`, vm, { entities: [{ steps: steps(vm), repeat: false }] });
    return `guest${id}`;
  });
  const context = (): MemoryContext => simulation.snapshot("hv/memory").context as MemoryContext;
  return { simulation, host, names, context };
}

const tells = ({ memory: { watcher } }: VirtualMachine, written: readonly FrameContent[]): Step => {
  const event = { type: "FRAMES", to: watcher?.path, machine: watcher?.id, written, read: [], ballooned: [], returned: [] };
  return { do: "tell", event: event as unknown as ModelEvent };
};
const runs = (touches: number, trap?: { cause: string }): Step => ({
  do: "run",
  burst: [workSegment("a", 1_000, { touches, ...(trap === undefined ? {} : { trap }) }), workSegment("a", 1_000)],
});
const sleeps: Step = { do: "sleep", time: 3_000_000 };

/** Writes 16 pages of a file; later writes so many of its own over them. */
const reader = (vm: VirtualMachine): Step[] => [tells(vm, [{ first: 0, count: 16, content: file }]), runs(16), sleeps];
const writer =
  (pages: number, trap?: { cause: string }) =>
  (vm: VirtualMachine): Step[] => [...reader(vm), tells(vm, [{ first: 4, count: pages, content: own("w") }]), runs(pages, trap)];

describe("a burst that writes shared pages", () => {
  test("is stopped there: the hypervisor copies them on the account of who wrote, and the guest goes on", () => {
    const { simulation, host, names, context } = world([reader, writer(3)]);
    simulation.run(20_000_000);
    expect(timeOf(host, "hypervisor.memory:hv < user:a")).toBe(3 * 200);
    expect(heard(simulation, "guest1", "done 0")).toHaveLength(1);
    expect(context().counts.broken).toBe(3);
    expect(context().machines.map(({ due }) => due.broken)).toEqual([0, 0]);
    expect(memoryProblems(context())).toEqual([]);
    expect(lostTime(simulation, host, ["hv/scheduler", ...names.map((name) => `${name}/scheduler`)])).toEqual([]);
  });

  test("takes its own trap afterwards", () => {
    const { simulation, host } = world([reader, writer(2, { cause: "own" })]);
    simulation.run(20_000_000);
    expect(timeOf(host, "hypervisor.memory:hv < user:a")).toBe(2 * 200);
    expect(heard(simulation, "guest1", "trap own")).toHaveLength(1);
    expect(heard(simulation, "guest1", "done 0")).toHaveLength(1);
  });

  test("costs nothing if the pages are the guest's own", () => {
    const { simulation, host, context } = world([reader, writer(3)], { sharing: null });
    simulation.run(20_000_000);
    expect(timeOf(host, "hypervisor.memory")).toBe(0);
    expect(context().counts).toMatchObject({ scanned: 0, broken: 0 });
  });
});

test("a hypervisor in a VM shares its own guests' pages, and the one below does not know of it", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = testHost(simulation);
  const below = testHypervisor(simulation, "below", host, { costs: freeCosts, memory: management });
  const vm = below.createVirtualMachine("vm", { pages: 256 });
  const above = testHypervisor(simulation, "above", vm, { costs: freeCosts, memory: management });
  for (const [id, steps] of [reader, writer(3)].entries()) {
    const guest = above.createVirtualMachine(`vm${id}`, { pages: 64 });
    installTestGuest(simulation, `guest${id}`, guest, { entities: [{ steps: steps(guest), repeat: false }] });
  }
  simulation.run(50_000_000);
  const counts = (path: string) => (simulation.snapshot(path).context as MemoryContext).counts;
  expect(counts("above/memory").broken).toBe(3);
  expect(counts("below/memory")).toMatchObject({ scanned: 0, broken: 0 });
  expect(heard(simulation, "guest1", "done 0")).toHaveLength(1);
  expect(timeOf(host, "hypervisor.memory:above < user:a")).toBe(3 * 200);
});

test("a VM whose page was paged out is not executed until the disk has it", () => {
  const toucher = (vm: VirtualMachine): Step[] => [
    tells(vm, [{ first: 0, count: 16, content: own("t") }]),
    runs(16),
    sleeps,
    tells(vm, [{ first: 0, count: 16, content: own("u") }]),
    runs(16),
  ];
  const { simulation, context } = world([toucher]);
  simulation.run(2_000_000);
  const { machines } = context();
  const [vm] = machines;
  for (const run of vm?.runs ?? []) if (run.state === "hint" || run.state === "private") run.state = "swapped";
  const before = simulation.now;
  simulation.run(100_000_000);
  const [done = 0] = heard(simulation, "guest0", "done 0");
  expect(done - before).toBeGreaterThanOrEqual(16 * 1_000_000);
});
