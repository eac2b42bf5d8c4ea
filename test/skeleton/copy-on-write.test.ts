import { ms, Simulation, us } from "@crosstalk/engine";
import { compute, installKernel, type KernelContext, sequence, touch } from "@crosstalk/guest-os";
import { account, buildHost, dualXeon2003, type Machine, type Operations, pricer } from "@crosstalk/hardware";
import { paravirtual, rewriter } from "@crosstalk/hypervisor";
import { linux2003Costs, xen2003Costs } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";
import { assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const PAGES = 8;
const price = pricer(dualXeon2003.prices);

/** A program that writes to shared pages in the midst of its computing. */
const program = sequence(compute(ms(1)), touch(PAGES, "copy-on-write"), compute(ms(2)));

function run(machineOf: (simulation: Simulation, host: Machine) => Machine) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const kernel = installKernel(simulation, "linux", machineOf(simulation, host), quietKernel());
  kernel.tenant("web", { weight: 256 }).run(program, "main");
  const traps: { at: number; left: number; of: number }[] = [];
  let burst = 0;
  simulation.onDelivery((at, path, event) => {
    if (path === "linux/scheduler" && event.type === "RUN") burst = (event.burst as readonly unknown[]).length;
    if (path === "linux" && event.type === "STOPPED" && event.trap !== undefined) {
      traps.push({ at, left: event.left as number, of: burst });
    }
  });
  simulation.run(ms(100));
  return { simulation, host, traps };
}

const times = (count: number, operations: Operations): Operations =>
  Object.fromEntries(Object.entries(operations).map(([name, each]) => [name, each * count]));

test("a write to a shared page traps in mid-burst, and the burst goes on after the kernel has copied the page", () => {
  const { simulation, host, traps } = run((_, machine) => machine);
  expect(traps).toHaveLength(1);
  const { left, of } = traps[0] as (typeof traps)[0];
  expect(left, "segments left when it traps").toBe(of - 2);
  const kernel = simulation.snapshot("linux").context as KernelContext;
  expect(kernel.counts["fault copy-on-write"]).toBe(PAGES);
  expect(host.ledger(0)[account("user", "web")]).toBe(ms(3));
  const { exit, dropSpace, dropPage, faults } = linux2003Costs;
  const parts = [times(PAGES, { exception: 1 }), times(PAGES, { ...faults["copy-on-write"], exception: 0 })];
  const ended = price([{ account: "", operations: exit }]).total;
  const spent = parts.reduce((sum, operations) => sum + price([{ account: "", operations }]).total, 0);
  const given = price([{ account: "", operations: { ...dropSpace } }]).total + 370 * price([{ account: "", operations: dropPage }]).total;
  const found = host.ledger(0)[`${account("kernel", "linux")} < user:web`] as number;
  expect(Math.abs(found - spent - ended - given)).toBeLessThan(us(1));
});
