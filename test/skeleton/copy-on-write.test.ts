import { ms, Simulation } from "@crosstalk/engine";
import { compute, installKernel, type KernelContext, type Program, sequence, touch } from "@crosstalk/guest-os";
import { account, buildHost, causedBy, dualXeon2003, type Machine, type Operations, pricer } from "@crosstalk/hardware";
import { linux2003Costs } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { ledgerDifference, ledgerOf } from "../support/accounts.ts";
import { assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

const PAGES = 8;

const price = pricer(dualXeon2003.prices);
const timeFor = (operations: Operations): number => price([{ account: "", operations }]).total;
const copies = Object.fromEntries(
  Object.entries(linux2003Costs.faults["copy-on-write"]).map(([name, each]) => [name, each * PAGES]),
) as Operations;

const user = account("user", "web");
const kernelFor = causedBy(user, "kernel", "linux");

/** Computes for 3 ms, and in their midst writes to shared pages, or does not. */
const touching = sequence(compute(ms(1)), touch(PAGES, "copy-on-write"), compute(ms(2)));
const untouching = sequence(compute(ms(1)), compute(ms(2)));

function run(program: Program, machineOf: (simulation: Simulation, host: Machine) => Machine) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const kernel = installKernel(simulation, "linux", machineOf(simulation, host), quietKernel());
  kernel.tenant("web", { weight: 256 }).run(program, "main");
  const trapped: { left: number; of: number }[] = [];
  let burst = 0;
  simulation.onDelivery((_, path, event) => {
    if (path === "linux/scheduler" && event.type === "RUN") burst = (event.burst as readonly unknown[]).length;
    if (path === "linux" && event.type === "STOPPED" && event.trap !== undefined) {
      trapped.push({ left: event.left as number, of: burst });
    }
  });
  simulation.run(ms(100));
  return { ledger: ledgerOf(host), trapped, counts: (simulation.snapshot("linux").context as KernelContext).counts };
}

test("a write to shared pages traps in mid-burst, and the burst goes on when the kernel has copied them", () => {
  const bare = (_: Simulation, host: Machine) => host;
  const { ledger, trapped, counts } = run(touching, bare);
  // Of computing, touching, computing and exit, the last two are left.
  expect(trapped).toEqual([{ left: 2, of: 4 }]);
  expect(counts["fault copy-on-write"]).toBe(PAGES);
  expect(ledger[user]).toBe(ms(3));
  const spent = ledgerDifference(ledger, run(untouching, bare).ledger);
  const { exception = 0, ...copying } = copies;
  // The exception and the copying are two segments, each rounded to whole nanoseconds.
  const time = timeFor({ exception }) + timeFor(copying);
  expect(spent).toEqual({ [kernelFor]: time, "idle:host": -time });
});

test("in a VM the trap goes past the hypervisor to the guest's kernel, whose copying costs exits", () => {
  const virtual = (simulation: Simulation, host: Machine) =>
    assistedHypervisor(simulation, "vmm", host).createVirtualMachine("web", { pages: 10_000 });
  const { ledger, trapped } = run(touching, virtual);
  expect(trapped).toEqual([{ left: 2, of: 4 }]);
  expect(ledger[user]).toBe(ms(3));
  const spent = ledgerDifference(ledger, run(untouching, virtual).ledger);
  // One exit each for the exception, the change of the page table and the invalidation, which the hypervisor does.
  const exits = 3 * PAGES;
  const exit = { virtualMachineExit: exits, virtualMachineEntry: exits, controlRead: 2 * exits, controlWrite: exits };
  const expected = timeFor({ ...exit, work: 1_000 * exits });
  const transitions = spent[causedBy(kernelFor, "hypervisor", "vmm", "transition")] as number;
  // Rounded once more by segment.
  expect(Math.abs(transitions - expected)).toBeLessThanOrEqual(1);
});
