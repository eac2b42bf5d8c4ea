import { ms, type Nanoseconds, type SavedSimulation, Simulation, seconds } from "@crosstalk/engine";
import { forever, frameContents, type KernelContext, map, read, sequence, sleep, write } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { type MemoryContext, pagesIn, sharedPages, unequalPages } from "@crosstalk/hypervisor";
import { describe, expect, test } from "vitest";
import type { EsxMemoryOptions } from "./esx-memory.ts";
import { esx2 } from "./esx2.ts";

const WORKING_SET = 9_000;
const fill = sequence(map("d", WORKING_SET), write("d", WORKING_SET));

/** Two VMs of 56 MiB each on a host of 80 MiB: both fill their memory; one goes on using it, the other sleeps. */
function overcommitted(memory: EsxMemoryOptions = {}) {
  const simulation = new Simulation({ seed: 3 });
  const host = buildHost(simulation, "host", { ...dualXeon2003, pages: 20_480 }, { processors: 1 });
  const sampling = { period: seconds(1) };
  const guest = { ticksWhileIdle: false, memory: { swap: { pages: 20_000 } } };
  const system = esx2({ memory: { sampling, ...memory }, guest }).boot(simulation, host);
  system.tenant("idle", { pages: 14_336 }).run(sequence(fill, sleep(seconds(1_000))));
  system.tenant("active", { pages: 14_336 }).run(sequence(fill, forever(sequence(sleep(ms(100)), read("d", 2_000)))));
  const context = (): MemoryContext => simulation.snapshot("esx/memory").context as MemoryContext;
  const kernel = (name: string): KernelContext => simulation.snapshot(`esx/${name}/linux`).context as KernelContext;
  return { simulation, host, context, kernel };
}

type World = ReturnType<typeof overcommitted>;

/** Pages of all owners on the host; and what guests read otherwise than they wrote. */
function problems({ context, kernel }: World): string[] {
  const memory = context();
  const own = memory.machines.reduce((sum, machine) => sum + pagesIn(machine, "private", "hint"), 0);
  const all = memory.free + own + sharedPages(memory).pages;
  const wrong = all === memory.pages ? [] : [`${all} pages of ${memory.pages}`];
  for (const [id, { name }] of memory.machines.entries()) {
    const unequal = unequalPages(memory, id, frameContents(kernel(name).memory));
    if (unequal > 0) wrong.push(`${unequal} pages of ${name} read otherwise`);
  }
  return wrong;
}

/** Runs in steps, and looks at each. */
function watched(world: World, until: Nanoseconds): World {
  while (world.simulation.now < until) {
    world.simulation.run(world.simulation.now + seconds(1));
    expect(problems(world)).toEqual([]);
  }
  return world;
}

describe("an overcommitted host", () => {
  test("takes memory from the VM that does not use it, by its balloon, under the idle memory tax", () => {
    const { context, kernel } = watched(overcommitted(), seconds(25));
    const [idle, active] = context().machines;
    expect(active?.target).toBeGreaterThan(1.3 * (idle?.target ?? 0));
    expect(kernel("idle").counts["pages ballooned"]).toBeGreaterThan(4_000);
    expect(kernel("idle").memory.kernel).toBeGreaterThan(4_000);
    expect(context().free).toBeGreaterThan(0.06 * 20_480);
  });

  test("divides it evenly without the tax, whoever uses it", () => {
    const { context } = watched(overcommitted({ tax: 0 }), seconds(25));
    const [idle, active] = context().machines;
    expect(active?.target).toBe(idle?.target);
  });

  test("pages if guests have no balloon, and each has its own back", () => {
    const { context, kernel } = watched(overcommitted({ ballooning: false }), seconds(20));
    expect(kernel("active").counts["pages ballooned"]).toBeUndefined();
    expect(context().counts.swappedOut).toBeGreaterThan(1_000);
    expect(context().counts.swappedIn).toBeGreaterThan(100);
  });

  test("goes on exactly as it would have when it is saved in the midst of it and restored", () => {
    const whole = overcommitted({ sharing: { perMachine: 500, perHost: 1_000 } });
    whole.simulation.run(seconds(4));
    const saved = JSON.parse(JSON.stringify(whole.simulation.save())) as SavedSimulation;
    whole.simulation.run(seconds(8));
    const restored = overcommitted({ sharing: { perMachine: 500, perHost: 1_000 } });
    restored.simulation.restore(saved);
    restored.simulation.run(seconds(8));
    expect(restored.simulation.fingerprint).toBe(whole.simulation.fingerprint);
    expect(restored.context()).toEqual(whole.context());
    expect(whole.context().counts.merged).toBeGreaterThan(0);
  });

  test("refuses VMs that it could not hold whatever it took back", () => {
    const simulation = new Simulation({ seed: 1 });
    const host = buildHost(simulation, "host", { ...dualXeon2003, pages: 20_480 }, { processors: 1 });
    const system = esx2({ memory: { swapping: false } }).boot(simulation, host);
    system.tenant("a", { pages: 20_000 });
    system.tenant("b", { pages: 20_000 });
    expect(() => system.tenant("c", { pages: 1_000 })).toThrow("esx/c: pages is 1000; allowed is 1 to 960");
    expect(() => esx2({ memory: { tax: 1 } })).toThrow("memory.tax is 1; allowed is 0 up to, not including, 1");
    expect(() => esx2({ memory: { sharing: { perHost: 0 } } })).toThrow("memory.sharing.perHost is 0; allowed is above 0");
  });
});
