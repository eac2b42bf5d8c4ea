import { type ModelEvent, Simulation } from "@crosstalk/engine";
import type { FramesEvent } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { setup } from "xstate";
import { memoryProblems } from "../testing/memory-problems.ts";
import { testManagement } from "../testing/test-memory.ts";
import type { HandledEvent } from "./handle.ts";
import { memoryManagerMachine } from "./memory-manager.ts";
import type { MemoryManagement } from "./memory-options.ts";
import type { MemoryContext } from "./memory-state.ts";
import { pagesIn } from "./page-runs.ts";

const sink = setup({ types: {} as { events: ModelEvent } }).createMachine({ on: { "*": {} } });

/** A memory manager alone, on a host of 1,000 pages with VMs of so many pages each. */
function bench(machines: readonly number[], change: Partial<MemoryManagement> = {}) {
  const simulation = new Simulation({ seed: 1 });
  simulation.actor("hv", sink);
  simulation.actor("hv/memory", memoryManagerMachine, {
    path: "hv/memory",
    hypervisor: "hv",
    pages: 1_000,
    management: { ...testManagement, ...change },
    machines: machines.map((pages, id) => ({ name: `vm${id}`, pages, shares: pages })),
  });
  const told: ModelEvent[] = [];
  simulation.run(0);
  simulation.observe("hv/memory").subscribe((event) => told.push(event));
  const post = (event: object): void => {
    simulation.post("hv/memory", event as ModelEvent, simulation.now);
    simulation.run(simulation.now + 1);
  };
  return {
    told,
    state: () => String(simulation.snapshot("hv/memory").value),
    get context() {
      return simulation.snapshot("hv/memory").context as MemoryContext;
    },
    frames(machine: number, what: Partial<FramesEvent>) {
      post({ type: "FRAMES", machine, written: [], read: [], ballooned: [], returned: [], ...what });
    },
    handle(what: unknown): HandledEvent {
      post({ type: "HANDLE", on: 0, what });
      return told.at(-1) as unknown as HandledEvent;
    },
  };
}

const own = (first: number, count: number, process = "a") => ({
  first,
  count,
  content: { kind: "private" as const, process, page: first, version: 1 },
});

describe("a host's memory", () => {
  test("is all given to VMs that have room, and else what shares give them, with the high threshold kept free", () => {
    const roomy = bench([400, 400]);
    expect([roomy.context.free, roomy.state()]).toEqual([200, "high"]);
    const narrow = bench([800, 800]);
    expect([narrow.context.free, narrow.state()]).toEqual([60, "high"]);
    expect(narrow.context.machines.map((machine) => pagesIn(machine, "private"))).toEqual([470, 470]);
  });

  test("goes from state to state as less is free, and back only when there is clearly more", () => {
    const b = bench([800, 800], { ballooning: null, swapping: null });
    const states: string[] = [];
    const use = (count: number): void => {
      b.frames(0, { read: [{ first: 470 + 60 - b.context.free, count }] });
      states.push(`${b.context.free} ${b.state()}`);
    };
    use(20);
    use(1);
    use(19);
    use(1);
    use(10);
    expect(states).toEqual(["40 high", "39 soft", "20 soft", "19 hard", "9 low"]);
    let given = 0;
    const give = (count: number): void => {
      b.frames(1, { ballooned: [{ first: given, count }] });
      given += count;
      states.push(`${b.context.free} ${b.state()}`);
    };
    states.length = 0;
    give(12);
    give(2);
    give(20);
    give(2);
    give(14);
    give(1);
    expect(states).toEqual(["21 low", "23 hard", "43 hard", "45 soft", "59 soft", "60 high"]);
  });
});

describe("when memory is short", () => {
  test("balloons are to hold what kernels could use beyond their targets, at most half of their memory", () => {
    const b = bench([800, 800]);
    b.frames(0, { read: [{ first: 470, count: 30 }] });
    expect(b.state()).toBe("soft");
    expect(b.context.machines.map(({ balloon }) => balloon)).toEqual([330, 330]);
    expect(bench([1_000, 1_000, 1_000]).context.machines.map(({ balloon }) => balloon)).toEqual([0, 0, 0]);
  });

  test("the host pages, and VMs above their targets stand still while it is shortest", () => {
    const b = bench([800, 800]);
    b.frames(0, { written: [own(0, 520)] });
    b.frames(1, { written: [own(0, 10, "b")] });
    expect([b.context.free, b.state()]).toEqual([10, "hard"]);
    b.frames(0, { written: [own(520, 6)] });
    expect([b.context.free, b.state()]).toEqual([4, "low"]);
    const { work, stop } = b.handle("balance");
    expect(stop).toEqual([0]);
    expect(work).not.toEqual([]);
    expect(b.context.free).toBeGreaterThanOrEqual(45);
    expect(pagesIn(b.context.machines[0] as never, "swapped")).toBeGreaterThan(0);
    expect(pagesIn(b.context.machines[1] as never, "swapped")).toBe(0);
    expect(b.handle("balance").go).toEqual([0]);
    expect(memoryProblems(b.context)).toEqual([]);
  });

  test("who uses what was paged out waits for the disk, one page after another", () => {
    const b = bench([800, 800]);
    b.frames(0, { written: [own(0, 526)] });
    b.handle("balance");
    const swapped = pagesIn(b.context.machines[0] as never, "swapped");
    b.frames(0, { read: [{ first: 0, count: 526 }] });
    const { wait } = b.handle({ machine: 0, entity: 5, account: "user:a" });
    expect(wait?.entity).toBe(5);
    expect(b.context.counts.swappedIn).toBe(swapped);
    expect(wait?.until).toBeGreaterThanOrEqual(swapped * 1_000_000);
    expect(memoryProblems(b.context)).toEqual([]);
  });

  test("and nothing can be taken back, the run fails and says what is lacking", () => {
    const b = bench([800, 800], { ballooning: null, swapping: null });
    expect(() => b.frames(0, { read: [{ first: 470, count: 61 }] })).toThrow("hv lacks 1 pages of memory");
  });
});

describe("the scan", () => {
  test("looks at as many pages as its rate says, as work of the hypervisor's own, and shares what is equal", () => {
    const b = bench([400, 400]);
    for (const id of [0, 1])
      b.frames(id, { written: [{ first: 0, count: 200, content: { kind: "file", file: "f", offset: 0 } }] });
    const { work } = b.handle("scan");
    expect(b.context.counts.scanned).toBeGreaterThanOrEqual(20);
    expect(b.context.counts.scanned).toBeLessThan(20 + 2 * 8);
    expect(work[0]?.parts[0]?.account).toBe("hypervisor.memory:hv");
    for (let turn = 0; turn < 100; turn += 1) b.handle("scan");
    expect(pagesIn(b.context.machines[0] as never, "shared")).toBe(400);
    expect(b.context.free).toBe(200 + 200 + 399);
    expect(memoryProblems(b.context)).toEqual([]);
  });

  test("lets VMs alone whose software has told nothing of their pages", () => {
    const b = bench([400, 400]);
    b.frames(0, { read: [{ first: 0, count: 1 }] });
    for (let turn = 0; turn < 100; turn += 1) b.handle("scan");
    expect(b.context.machines.map((machine) => pagesIn(machine, "shared"))).toEqual([400, 0]);
  });
});
