import { ms, Simulation } from "@crosstalk/engine";
import { compute, installKernel, type Program, sequence, touch } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, type Ledger, type Operations, pricer, type Segment } from "@crosstalk/hardware";
import { countOperations, hardwareAssisted, rewriter } from "@crosstalk/hypervisor";
import { linux2003Costs } from "@crosstalk/platforms";
import { expect, test } from "vitest";
import { ledgerDifference, ledgerOf } from "../support/accounts.ts";
import { assistedCosts, assistedHypervisor } from "../support/assisted-hypervisor.ts";
import { quietKernel } from "../support/quiet-kernel.ts";

/**
 * An access fault in a VM in a VM, both hypervisors with shadow paging; the outer one owns the hardware.
 *
 * 1. The fault leaves the inner guest: 1 exit, to the outer hypervisor, which hands it to the inner one.
 * 2. The inner one reads 2 fields of its control structure and writes 1: 3 exits to the outer one.
 * 3. It enters its guest again: 1 exit, for the outer one enters in its stead.
 * 4. The exception that it has injected is taken by the guest under the outer one's shadow tables: 1 exit.
 */
const EXITS = 1 + 3 + 1 + 1;

/**
 * A page's first touch does that, and its kernel then writes an entry of a page table, which both hypervisors trace:
 * 1 exit to the outer one, handed to the inner one; 3 exits for the fields that this one reads and writes; 1 exit for its
 * entry. It follows the store in its shadow table, which is a page table to the outer one: 1 exit. Nothing is injected. The same again when the page is dropped at the process's end.
 */
const EXITS_OF_CHANGE = 1 + 3 + 1 + 1;
const EXITS_OF_FIRST_TOUCH = EXITS + EXITS_OF_CHANGE;

const FAULTS = 1_000;
/** So few that all is done within one slice. */
const TOUCHES = 100;

const fault: Segment = { parts: [{ account: "kernel:linux < user:web", operations: { exception: 1, work: 300 } }], from: 0 };

function run(program: Program): Ledger {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const outer = assistedHypervisor(simulation, "outer", host);
  const middle = outer.createVirtualMachine("middle", { pages: 20_000 });
  const inner = assistedHypervisor(simulation, "inner", middle);
  const machine = inner.createVirtualMachine("web", { pages: 10_000 });
  const kernel = installKernel(simulation, "linux", machine, quietKernel());
  kernel.tenant("web", { weight: 256 }).run(program, "main");
  simulation.run(ms(200));
  return ledgerOf(host);
}

test("rewriting twice gives an inner page fault the exits that one counts by hand", () => {
  const rewriting = hardwareAssisted(assistedCosts);
  const once = rewriter(rewriting, "inner")(fault);
  expect(countOperations(once).virtualMachineExit).toBe(1);
  const twice = rewriter(rewriting, "outer")(once);
  expect(countOperations(twice).virtualMachineExit).toBe(EXITS);
  expect(countOperations(twice).virtualMachineEntry).toBe(EXITS);
  expect(countOperations(twice).controlRead).toBe(2 * EXITS);
  expect(countOperations(twice).controlWrite).toBe(EXITS);
});

test("a page touched for the first time has the exits of the fault and of the page table's change", () => {
  const { exception, pageTableWrite } = linux2003Costs.faults.zero;
  expect({ exception, pageTableWrite }).toEqual({ exception: 1, pageTableWrite: 1 });
  const rewriting = hardwareAssisted(assistedCosts);
  const touched: Segment = { parts: [{ account: "kernel:linux < user:web", operations: linux2003Costs.faults.zero }], from: 0 };
  const twice = rewriter(rewriting, "outer")(rewriter(rewriting, "inner")(touched));
  expect(countOperations(twice).virtualMachineExit).toBe(EXITS_OF_FIRST_TOUCH);
  const price = pricer(dualXeon2003.prices);
  const spent = ledgerDifference(run(sequence(compute(ms(1)), touch(TOUCHES, "zero"))), run(compute(ms(1))));
  const transitions = Object.entries(spent).reduce(
    (sum, [name, time]) => (name.startsWith("hypervisor.transition:outer") ? sum + time : sum),
    0,
  );
  const exits = TOUCHES * (EXITS_OF_FIRST_TOUCH + EXITS_OF_CHANGE);
  const operations = {
    virtualMachineExit: exits,
    virtualMachineEntry: exits,
    controlRead: 2 * exits,
    controlWrite: exits,
    work: 1_000 * exits,
  };
  expect(Math.abs(transitions - price([{ account: "", operations }]).total), "but for rounding").toBeLessThanOrEqual(5);
});

test("a run of a kernel in a VM in a VM spends on a page fault what these exits take", () => {
  const spent = ledgerDifference(run(sequence(compute(ms(1)), touch(FAULTS, "protection"))), run(compute(ms(1))));
  const price = pricer(dualXeon2003.prices);
  const timeFor = (operations: Operations): number => price([{ account: "", operations }]).total;
  const times = (count: number, operations: Operations): Operations =>
    Object.fromEntries(Object.entries(operations).map(([name, each]) => [name, each * count]));
  const exit: Operations = { virtualMachineExit: 1, virtualMachineEntry: 1, controlRead: 2, controlWrite: 1, work: 1_000 };

  const guest = "kernel:linux < user:web";
  const byInner = `hypervisor.transition:inner < ${guest}`;
  const handed = timeFor(times(FAULTS, exit));
  const nested = timeFor(times(FAULTS * (1 + 3 + 1), exit));
  const idle =
    -timeFor(times(FAULTS, linux2003Costs.faults.protection)) - timeFor(times(FAULTS, { work: 1_000 })) - handed - nested;
  expect(spent).toEqual({
    [guest]: timeFor(times(FAULTS, linux2003Costs.faults.protection)),
    [`hypervisor.transition:outer < ${guest}`]: handed,
    [byInner]: timeFor(times(FAULTS, { work: 1_000 })),
    [`hypervisor.transition:outer < ${byInner}`]: nested,
    "idle:host": idle,
  });
});
