import { namedConstant, namedConstants, recalled } from "@crosstalk/hardware";
import { recalledCycles } from "./netburst-cycles.ts";

/**
 * Hidden faults for each page table that is made or given back. A process's root and three tables make eight such
 * operations in its life. Its own pages are mapped by true faults, after which the shadow has them; what is hidden is the
 * kernel's part of the address space, of which it touches some eight pieces of 4 MiB under its root. Recalled.
 */
export const hiddenFaultsPerPageTable = namedConstant(
  "shadow-2006.hiddenFaultsPerPageTable",
  recalled(1, "faults", "eight 4 MiB pieces of the kernel in eight operations", [0.5, 6]),
);

/**
 * Work of keeping shadow page tables, in nanoseconds on the reference host, where no row of Adams and Agesen's table has
 * it. Their two VMMs share the code that keeps them (recalled), so these are the same for both.
 */
export const shadow2006Work = namedConstants("shadow-2006", {
  guestWalk: recalledCycles(750, "reading the guest's two tables, telling a true fault from a hidden one", [300, 1_500]),
  shadowFill: recalledCycles(750, "the host's page for the guest's, entered in the shadow", [300, 1_500]),
  pageTablePin: recalledCycles(2_400, "a page for the shadow, a trace on the guest's; or giving both up", [1_000, 10_000]),
  addressSpaceSwitch: recalledCycles(1_000, "finding the shadow of the new root", [300, 3_000]),
  invalidatePage: recalledCycles(500, "dropping one shadow entry", [200, 1_500]),
  flushTranslations: recalledCycles(500, "nothing is out of date in a traced table", [100, 2_500]),
});

const { guestWalk, shadowFill, pageTablePin } = shadow2006Work;

/** Work of one page table that is made or given back, its hidden faults with it, ns. */
export const pageTableWork = (): number =>
  pageTablePin.value + hiddenFaultsPerPageTable.value * (guestWalk.value + shadowFill.value);
