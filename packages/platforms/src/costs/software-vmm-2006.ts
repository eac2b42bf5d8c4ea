import {
  fromConstants,
  heldFixed,
  namedConstant,
  namedConstants,
  type Operations,
  recalled,
  type Sourced,
} from "@crosstalk/hardware";
import type { BinaryTranslationCosts, InterceptionCost } from "@crosstalk/hypervisor";
import { clocks, fittedCycles, quotedCycles, recalledCycles } from "./netburst-cycles.ts";
import { hiddenFaultsPerPageTable, pageTableWork, shadow2006Work } from "./shadow-2006.ts";

const SECTION_3 = "Adams & Agesen, ASPLOS 2006, section 3, rdtsc on a P4";
const native = "what it takes natively";
const calibrated = (row: string, measured: number, less: number, what = native): Sourced =>
  fittedCycles(`software VMM, ${row}`, measured, less, what);

/**
 * Work of VMware's software VMM, in nanoseconds on the reference host, beside what the processor takes for traps. Six
 * of Adams and Agesen's nine nanobenchmarks are fitted, one constant each; divide by zero and page fault come out of what
 * forwarding a system call takes. The rest is quoted or recalled (knowing these rows, but before any program was run);
 * recalled numbers of cycles are for a handler of some hundred instructions on a Pentium 4.
 *
 * Simplified: the row of an entry written unchanged stands for any entry that goes on mapping its page, as the trace has
 * the same to do; the row of one that maps a page from then on is taken to hold the shadow's entry, too.
 */
export const softwareVmm2006Work = namedConstants("software-vmm-2006", {
  forwarding: calibrated("syscall", 2_308, 242),
  lookUp: calibrated("call/ret", 51, 11),
  portIo: calibrated("in", 216, 0, "as the virtual chipset answers and the real one is not asked"),
  taskPriorityWrite: recalledCycles(20, "a few instructions on the virtual processor's state, in translated code", [5, 60]),
  pageTableWrite: calibrated("PTE not present to present", 2_121, 5),
  bulkPageTableWrite: calibrated("PTE unchanged", 391, 1),
  pageTableClear: calibrated("PTE present to not present", 17, 4),
  ...shadow2006Work,
  callOut: quotedCycles(1_254, `${SECTION_3}, by a call-out, with emulation`),
  interProcessorInterrupt: recalledCycles(2_000, "marking an interrupt on another virtual processor", [800, 5_000]),
  timerSet: recalledCycles(2_000, "a virtual timer's register, a deadline in the kernel below", [800, 5_000]),
  halt: recalledCycles(2_000, "blocking the virtual processor", [800, 5_000]),
  hypercall: recalledCycles(1_000, "the backdoor port: finding the call", [300, 3_000]),
  privilegedTrap: recalledCycles(1_000, "emulating an instruction that a deprivileged guest kernel trapped on", [300, 3_000]),
});

/** Of what the rate of returns is made: their part of all instructions, and instructions in a cycle. */
const returnShare = namedConstant(
  "software-vmm-2006.returnShare",
  heldFixed(
    "part",
    recalled(
      0.01,
      "1",
      "the call and return rows of the ten most frequent x86 instructions in Hennessy and Patterson",
      [0.005, 0.025],
    ),
  ),
);
const instructionsPerCycle = namedConstant(
  "software-vmm-2006.instructionsPerCycle",
  heldFixed("part", recalled(0.5, "1/cycle", "kernel code on a Pentium 4", [0.3, 1])),
);

/**
 * Returns and indirect jumps in a nanosecond of kernel work at 2.4 GHz: one instruction in a hundred (the call and return
 * rows of the ten most frequent x86 instructions in Hennessy and Patterson), half an instruction in a cycle. Recalled,
 * never set from a result: the densities from which the range is are 0.5 to 2.5 %, the rates 0.3 to 1.
 */
export const kernelReturns = namedConstant(
  "software-vmm-2006.kernelReturns",
  recalled(
    returnShare.value * instructionsPerCycle.value * clocks.referenceHost.value,
    "1/ns",
    "1 % of instructions at 0.5 in a cycle",
    [0.0036, 0.06],
  ),
);

const work = softwareVmm2006Work;
const crossing = ({ value }: Sourced): Operations => ({ work: value });
const through = (transition: Sourced, handling?: Sourced): InterceptionCost => ({
  transition: crossing(transition),
  handling: handling === undefined ? {} : crossing(handling),
});
const inPlace = (handling: Sourced): InterceptionCost => ({ handling: crossing(handling) });

/** VMware's software VMM as measured in 2006, with binary translation and shadow page tables. */
export const softwareVmm2006Costs: BinaryTranslationCosts = fromConstants(() => ({
  name: "software VMM 2006",
  returns: { perWork: kernelReturns.value, lookUp: work.lookUp.value },
  operations: {
    systemCall: through(work.forwarding),
    exception: through(work.forwarding, work.guestWalk),
    arithmeticException: through(work.forwarding),
    privilegedTrap: through(work.forwarding, work.privilegedTrap),
    interrupt: through(work.forwarding),
    pageTableWrite: inPlace(work.pageTableWrite),
    bulkPageTableWrite: inPlace(work.bulkPageTableWrite),
    pageTableClear: inPlace(work.pageTableClear),
    pageTablePin: { transition: { exception: hiddenFaultsPerPageTable.value }, handling: { work: pageTableWork() } },
    addressSpaceSwitch: through(work.callOut, work.addressSpaceSwitch),
    invalidatePage: through(work.callOut, work.invalidatePage),
    flushTranslations: through(work.callOut, work.flushTranslations),
    interProcessorInterrupt: through(work.callOut, work.interProcessorInterrupt),
    timerSet: through(work.callOut, work.timerSet),
    halt: through(work.callOut, work.halt),
    hypercall: through(work.callOut, work.hypercall),
    portIo: inPlace(work.portIo),
    taskPriorityWrite: inPlace(work.taskPriorityWrite),
  },
}));
