import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, installKernel, lock, parallel, repeat, sequence, sleep, unlock } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Machine } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";
import { assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const DELIVERY = dualXeon2003.interruptDelivery.value;

type World = (simulation: Simulation, host: Machine) => Machine;

/** A thread gives a lock up on one processor, and another, which sleeps on another processor until then, goes on. */
function run(machineOf: World) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003);
  const kernel = installKernel(simulation, "linux", machineOf(simulation, host), quietKernel());
  const tenant = kernel.tenant("web", { weight: 256 });
  const giver = sequence(lock("l", "sleep"), compute(ms(5)), unlock("l"), compute(ms(5)));
  const taker = sequence(lock("l", "sleep"), compute(ms(1)), unlock("l"), compute(ms(9)));
  tenant.run(repeat(5, sequence(parallel(giver, sequence(compute(ms(1)), taker)), sleep(ms(1)))), "main");
  const waits: number[] = [];
  const woken = new Map<string, number>();
  const interrupts: number[] = [];
  simulation.onDelivery((time, path, event) => {
    if (path.startsWith("linux/pid")) {
      if (event.type === "WAKE") woken.set(path, time);
      else if (event.type === "DISPATCH" && woken.has(path)) {
        waits.push(time - (woken.get(path) as number));
        woken.delete(path);
      }
    } else if (path === "linux/scheduler" && event.type === "INTERRUPT") {
      if ((event.interrupts as readonly string[]).includes("reschedule")) interrupts.push(time);
    }
  });
  simulation.run(seconds(3));
  return { waits, interrupts, timeOf: (payer: string) => timeOf(host, payer) };
}

const bare: World = (_, host) => host;

/** A VM with two processors, and beside it one that burns the second physical processor, if it is asked for. */
const virtual =
  (neighbour: boolean): World =>
  (simulation, host) => {
    const hypervisor = assistedHypervisor(simulation, "vmm", host);
    const machine = hypervisor.createVirtualMachine("web", { pages: 10_000, processors: 2 });
    if (neighbour) {
      for (const name of ["hog0", "hog1"]) {
        const other = hypervisor.createVirtualMachine(name, { pages: 10_000 });
        installKernel(simulation, name, other, quietKernel())
          .tenant(name, { weight: 256 })
          .run(forever(compute(seconds(9))), "main");
      }
    }
    return machine;
  };

test("waking a process on an idle processor is an interrupt to it, which takes its time to arrive", () => {
  const { waits, interrupts } = run(bare);
  expect(interrupts.length).toBeGreaterThanOrEqual(10);
  expect(waits.filter((wait) => wait === DELIVERY).length).toBeGreaterThanOrEqual(10);
  expect(Math.max(...waits)).toBe(DELIVERY);
});

test("in a VM it goes by way of the hypervisor, and takes as long while there are processors enough", () => {
  const { waits, interrupts, timeOf: time } = run(virtual(false));
  expect(interrupts.length).toBeGreaterThanOrEqual(10);
  expect(waits.filter((wait) => wait === DELIVERY).length).toBeGreaterThanOrEqual(10);
  expect(Math.max(...waits)).toBe(DELIVERY);
  expect(time("hypervisor:vmm")).toBeGreaterThan(0);
});

test("a process on a virtual processor that has to wait for a physical one waits with it", () => {
  const { waits } = run(virtual(true));
  expect(Math.max(...waits)).toBeGreaterThan(ms(10));
});
