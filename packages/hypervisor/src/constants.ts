import { heldFixed, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";

const RING = "xen 3.1.0, xen/include/public/io/ring.h";
const SKAS = "arch/um/kernel/skas of User-Mode Linux for 2.4 (process.c, process_kern.c, tlb.c)";
const WALDSPURGER = "Waldspurger, OSDI 2002";

type Constants = Record<string, Sourced>;

/** Constants of a hypervisor's interfaces. A ring has one page of 4,096 bytes, a definition. */
export const interfaceConstants = namedConstants("hypervisor-interface", {
  ringHeader: quoted(64, "B", `${RING}: the header in a ring's page`, "definition"),
  defaultWeight: heldFixed(
    "setting",
    quoted(256, "1", "Xen, xen/common/sched_credit.c: the weight of a VM that does not say", [1, 65_535]),
  ),
} satisfies Constants);

/** Constants of how a hypervisor manages its guests' memory, beside those that a platform sets. */
export const memoryManagementConstants = namedConstants("memory-management", {
  sharesPerMegabyte: quoted(
    10,
    "1/MB",
    "administration manual of ESX 2, page 343: normal shares of a VM that does not say",
    [5, 20],
  ),
  pagedSideBySide: recalled(16, "pages", "no source: pages that are chosen together to be paged out", [1, 32]),
  pagedAtATime: recalled(1_024, "pages", "no source: pages that are paged out before guests get their turn", [256, 4_096]),
  clearlyAbove: recalled(
    1 / 8,
    "1",
    `${WALDSPURGER}, section 6.3: a state is taken up again when free memory exceeds its threshold significantly, not told by how much`,
    [0.01, 0.5],
  ),
} satisfies Constants);

/** How often a tracing kernel asks and is asked, for each thing that befalls a traced process. */
export const ptraceConstants = namedConstants("ptrace", {
  handoversOfStop: quoted(2, "handovers", `${SKAS}: to the tracer, and back`, "code"),
  waitsOfStop: quoted(1, "calls", SKAS, "code"),
  ptraceCallsOfFault: quoted(
    6,
    "calls",
    `${SKAS}: registers and floating-point registers read and set, the fault read, resumed`,
    "code",
  ),
  ptraceCallsOfSignal: quoted(5, "calls", `${SKAS}: as for a fault, without reading it`, "code"),
  stopsOfSystemCall: quoted(2, "stops", `${SKAS}: at a system call's beginning and at its end`, "code"),
  ptraceCallsOfSystemCall: quoted(
    7,
    "calls",
    `${SKAS}: registers and floating-point registers read and set, the call made void, resumed twice`,
    "code",
  ),
  masksOfSwitch: quoted(2, "calls", `${SKAS}: a switch of the guest kernel's threads saves and sets the signal mask`, "code"),
  masksOfPair: quoted(2, "calls", "arch/um of User-Mode Linux (block_signals): masking interrupts, and unmasking them", "code"),
} satisfies Constants);
