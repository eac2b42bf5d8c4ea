import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, installKernel, type KernelContext, sequence, touch } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { hardwareAssisted, rewriter } from "@crosstalk/hypervisor";
import { linuxKernel, linuxThreads } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { schedulerOf, timeOf } from "../support/accounts.ts";
import { assistedCosts } from "../support/assisted-hypervisor.ts";
import { everything } from "../support/programs.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const HOG = forever(compute(seconds(10)));

/** A kernel that gives a machine of two threads, beside three processes of its own, all of equal weight. */
function world(scheduler: "o1" | "eevdf") {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const rewriting = hardwareAssisted(assistedCosts);
  const rewrite = rewriter(rewriting, "linux");
  const kernel = installKernel(simulation, "linux", host, {
    ...linuxKernel({ scheduler }),
    hosting: { rewrite: (_, segment) => rewrite(segment) },
  });
  const virtual = kernel.tenant("virtual", { weight: 256 });
  const machine = virtual.machine("guest", {
    processors: 2,
    pages: 10_000,
    rewriting: rewriting.name,
    features: { hypervisor: "KVM", paravirtual: false, stolenTime: true },
  });
  const plain = kernel.tenant("plain", { weight: 256 });
  for (let hog = 0; hog < 3; hog += 1) plain.run(HOG, `hog${hog}`);
  const guest = installKernel(simulation, "guest", machine, linuxKernel({ scheduler }));
  const tenant = guest.tenant("web", { weight: 256 });
  return { simulation, host, machine, tenant };
}

test.each(["o1", "eevdf"] as const)(
  "two virtual processors are threads, which share one processor with processes under %s",
  (scheduler) => {
    const { simulation, host, machine, tenant } = world(scheduler);
    tenant.run(HOG, "hog0", [0]);
    tenant.run(HOG, "hog1", [1]);
    simulation.run(seconds(10));
    expect(machine.threads).toEqual(["linux/pid0", "linux/pid1"]);
    const { entities } = schedulerOf(simulation, "linux/scheduler");
    expect(entities.map((entity) => entity?.virtual)).toEqual([true, true, false, false, false]);
    for (const entity of entities) {
      const running = (entity?.times.running as number) + (entity?.state === "running" ? simulation.now - entity.since : 0);
      expect(running / simulation.now).toBeCloseTo(1 / 5, 1);
      expect(Math.abs(running / simulation.now - 1 / 5)).toBeLessThan(0.015);
    }
    expect(timeOf(host, "user:web") / simulation.now).toBeGreaterThan(0.38);
  },
);

test("a guest's processor that halts is a thread that is blocked, and its timer wakes it", () => {
  const { simulation, machine, tenant } = world("o1");
  tenant.run(compute(ms(5)), "brief", [0]);
  simulation.run(seconds(1));
  const guest = simulation.snapshot("guest").context as KernelContext;
  expect(guest.endings).toHaveLength(1);
  for (const path of machine.threads) expect(simulation.snapshot(path).value).toBe("blocked");
});

test("a page fault of a guest exits to the kernel that hosts it, which pays as a hypervisor", () => {
  const { simulation, host, tenant } = world("o1");
  tenant.run(sequence(compute(ms(1)), touch(100, "protection")), "main");
  simulation.run(seconds(1));
  expect(timeOf(host, "hypervisor:linux")).toBeGreaterThan(100 * 2_000);
});

test("a kernel in a machine of threads does the same for a program as on bare metal", () => {
  const program = everything(2);
  const counts = (path: string, simulation: Simulation) => {
    simulation.run(seconds(5));
    const context = simulation.snapshot(path).context as KernelContext;
    expect(context.endings).toHaveLength(1);
    return context.counts;
  };
  const bare = new Simulation({ seed: 1 });
  const bareHost = buildHost(bare, "host", dualXeon2003, { processors: 2 });
  installKernel(bare, "guest", bareHost, linuxKernel()).tenant("web", { weight: 256 }).run(program, "main");
  const { simulation, tenant } = world("o1");
  tenant.run(program, "main");
  expect(counts("guest", simulation)).toEqual(counts("guest", bare));
});

test("the kernel of a machine of threads may itself give one", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const features = { hypervisor: "UML", paravirtual: true, stolenTime: true };
  const outer = installKernel(simulation, "outer", host, quietKernel());
  const first = outer.tenant("first", { weight: 256 }).machine("machine", { pages: 10_000, features });
  const middle = installKernel(simulation, "middle", first, quietKernel());
  const second = middle.tenant("second", { weight: 256 }).machine("machine", { pages: 10_000, features });
  const inner = installKernel(simulation, "inner", second, quietKernel());
  inner.tenant("web", { weight: 256 }).run(everything(2), "main");
  simulation.run(seconds(1));
  expect((simulation.snapshot("inner").context as KernelContext).endings).toHaveLength(1);
});

test("the platform of such machines shares a processor among tenants", () => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const system = linuxThreads({ host: { scheduler: "eevdf" } }).boot(simulation, host);
  const tenants = [256, 512].map((weight) => system.tenant(`tenant${weight}`, { weight }));
  for (const tenant of tenants) tenant.run(HOG);
  simulation.run(seconds(10));
  const [light, heavy] = tenants.map((tenant) => tenant.time().user as number) as [number, number];
  expect(light / (light + heavy)).toBeCloseTo(1 / 3, 1);
  expect(tenants[0]?.stolen()).toBeGreaterThan(seconds(6));
  expect(() => system.tenant("capped", { cap: 0.5 })).toThrow(/can't enforce caps/);
});
