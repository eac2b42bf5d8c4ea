import { namedConstant } from "../named-constants.ts";
import { quoted, type Sourced } from "../sourced.ts";

const ADAMS = "Adams & Agesen, ASPLOS 2006";

/** Clock of the Pentium 4 672 on which Adams and Agesen measured. */
export const adamsClock = namedConstant("pentium4-672.clock", quoted(3.8, "GHz", `${ADAMS}, section 6`, "machine"));

/** The same, in GHz. */
export const ADAMS_CLOCK_GHZ = adamsClock.value;

/** Cycles that were measured on a Pentium 4 672, in nanoseconds at the clock of a processor of the same family. */
function cycles(count: number, clock: number, what: string): Sourced {
  return quoted(count / clock, "ns", `${ADAMS}, ${what}: ${count} cycles on a P4 672, here at ${clock} GHz`);
}

/**
 * Prices that Adams and Agesen measured natively on a Pentium 4 672 (nanobenchmarks and Table 1), for a processor of the
 * Netburst family with a clock in GHz.
 *
 * Simplified: an operation takes as many cycles on each processor of the family (the older one's shorter pipeline would
 * take fewer), but for the port, which waits for the bus and takes as long at any clock. A privileged instruction of a
 * deprivileged kernel is taken for as dear as a page fault, and every exit for as dear as a page fault's.
 */
export function netburstPrices(clock: number) {
  const native = (count: number, row: string): Sourced => cycles(count, clock, `raw data appendix, native, ${row}`);
  const table = (count: number, row: string): Sourced => cycles(count, clock, `Table 1, ${row}`);
  return {
    exception: native(1_093, "page fault"),
    arithmeticException: native(889, "divide by zero"),
    privilegedTrap: native(1_093, "page fault, for any fault of protection"),
    pageTableWrite: native(5, "PTE not present to present"),
    bulkPageTableWrite: native(1, "PTE unchanged"),
    pageTableClear: native(4, "PTE present to not present"),
    taskPriorityWrite: native(150, "cr8wr"),
    callReturn: native(11, "call/ret"),
    portIo: quoted(
      3_209 / ADAMS_CLOCK_GHZ,
      "ns",
      `${ADAMS}, raw data appendix, native, in: 3209 cycles at ${ADAMS_CLOCK_GHZ} GHz; bound by the bus, so the same at any clock`,
    ),
    virtualMachineExit: table(1_931, "page-fault VM exit"),
    virtualMachineEntry: table(2_409, "VM entry"),
    controlRead: table(178, "VMCS read"),
    controlWrite: table(171, "VMCS write"),
  } satisfies Record<string, Sourced>;
}
