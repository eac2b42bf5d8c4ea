import { ms, Simulation, seconds, us } from "@crosstalk/engine";
import { compute, forever, installKernel, type KernelContext } from "@crosstalk/guest-os";
import { account, type Burst, buildHost, dualXeon2003, pricer, totalOf } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { schedulerOf, timeOf } from "../support/accounts.ts";
import { assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { capricious } from "../support/capricious-policy.ts";
import { Conservation } from "../support/conservation.ts";
import { quietKernel } from "../support/quiet-kernel.ts";
import { type StubbornContext, stubbornInput, stubbornMachine } from "../support/stubborn-software.ts";

const PREEMPTIONS = 10_000;

function build() {
  const simulation = new Simulation({ seed: 11 });
  return { simulation, host: buildHost(simulation, "host", dualXeon2003, { processors: 1 }) };
}

/** Interrupts that ask a processor to pick again, at random instants. */
function disturb(simulation: Simulation, count: number, until: number): void {
  const stream = simulation.random("disturbances");
  for (let each = 0; each < count; each += 1) {
    const at = Math.floor(stream.uniformBetween(1, until));
    simulation.post("host/cpu0", { type: "RAISE", processor: 0, vector: "reschedule" }, at);
  }
}

test("a burst that a processor is interrupted in ten thousand times loses not one nanosecond", () => {
  const { simulation, host } = build();
  const part = (owner: string, work: number) => ({ account: account("user", owner), operations: { work, exception: 1 } });
  const burst: Burst = [
    { parts: [part("a", 123_456_789), part("b", 7)], from: 0 },
    { parts: [part("c", 3)], from: 0 },
    { parts: [part("d", 98_765_432), part("e", 55_555_555)], from: 0 },
  ];
  simulation.actor("software", stubbornMachine, stubbornInput(host, burst));
  host.boot("software");
  disturb(simulation, PREEMPTIONS + 500, ms(270));
  simulation.run(seconds(1));
  const { interruptions, ended } = simulation.snapshot("software").context as StubbornContext;
  expect(interruptions).toBeGreaterThanOrEqual(PREEMPTIONS);
  const price = pricer(dualXeon2003.prices);
  const parts = burst.flatMap((segment) => segment.parts);
  expect(ended).toBe(parts.reduce((sum, each) => sum + price([each]).total, 0));
  for (const each of parts) expect(host.ledger(0)[each.account]).toBe(price([each]).total);
  expect(totalOf(host.ledger(0))).toBe(simulation.now);
});

/** Runs until the victim of a kernel has ended, and counts how often its process was preempted. */
function runVictim(simulation: Simulation, scheduler: string, kernel: string): number {
  let switches = 0;
  simulation.onDelivery((_, path, event) => {
    if (path === scheduler && event.type === "STOPPED" && (event.left as number) > 0) switches += 1;
  });
  const ended = () => (simulation.snapshot(kernel).context as KernelContext).endings.length > 0;
  expect(simulation.run(seconds(3), ended), "the victim ends").toBe(false);
  return switches;
}

const WORK = ms(100) + 1;
const HOG = forever(compute(seconds(1)));

test("a process that its kernel preempts ten thousand times loses not one nanosecond", () => {
  const { simulation, host } = build();
  const kernel = installKernel(simulation, "linux", host, quietKernel({ scheduling: capricious(us(20)) }));
  kernel.tenant("victim", { weight: 256 }).run(compute(WORK), "main");
  kernel.tenant("hog", { weight: 256 }).run(HOG, "main");
  const conservation = new Conservation(simulation, host);
  disturb(simulation, PREEMPTIONS / 5, ms(200));
  expect(runVictim(simulation, "linux/scheduler", "linux")).toBeGreaterThan(2 * PREEMPTIONS);
  expect(timeOf(host, "user:victim")).toBe(WORK);
  expect(conservation.problems()).toEqual([]);
});

test("a process whose virtual processor is preempted ten thousand times, two deep, loses not one nanosecond", () => {
  const { simulation, host } = build();
  const outer = assistedHypervisor(simulation, "outer", host, { scheduling: capricious(us(50)) });
  const middle = outer.createVirtualMachine("middle", { pages: 50_000 });
  const inner = assistedHypervisor(simulation, "inner", middle, { scheduling: capricious(us(600)) });
  const kernels = [
    [outer, "neighbour", HOG],
    [inner, "cousin", HOG],
    [inner, "victim", compute(WORK)],
  ] as const;
  for (const [hypervisor, name, program] of kernels) {
    const machine = hypervisor.createVirtualMachine(name, { pages: 10_000 });
    installKernel(simulation, name, machine, quietKernel()).tenant(name, { weight: 256 }).run(program, "main");
  }
  const conservation = new Conservation(simulation, host);
  disturb(simulation, PREEMPTIONS / 5, ms(300));
  expect(runVictim(simulation, "outer/scheduler", "victim")).toBeGreaterThan(PREEMPTIONS);
  expect(timeOf(host, "user:victim")).toBe(WORK);
  expect(schedulerOf(simulation, "victim/scheduler").processors[0]?.times.stolen).toBeGreaterThan(ms(100));
  expect(conservation.problems()).toEqual([]);
});
