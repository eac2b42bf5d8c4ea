import { addOperations, OPERATION_CLASSES, type OperationClass, type Operations } from "@crosstalk/hardware";
import { type DoneBy, intercepted } from "./interception.ts";
import type { Interception, Interceptions, Rewriting } from "./rewriting.ts";

/** Costs of a hypervisor that runs its guests with the processor's help (VT-x, AMD-V). */
export interface HardwareAssistedCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** What happens at every exit, beside the exit and the entry back: fields read and written, and nanoseconds of work. */
  readonly exit: { readonly controlReads: number; readonly controlWrites: number; readonly work: number };
  /**
   * `shadow`: the hypervisor keeps the page tables that the processor uses, so it must see the guest's page faults and
   * changes of page tables. `nested`: the processor translates twice by itself, and these do not exit.
   */
  readonly paging: "shadow" | "nested";
  /** `posted`: the processor delivers a running guest's interrupts and takes their acknowledgements without an exit. */
  readonly interrupts: "exiting" | "posted";
  /** The processor serves a guest hypervisor's reads and writes of its control structure without an exit. */
  readonly shadowedControl: boolean;
  /**
   * Hidden page faults for each page table that a guest makes or gives back, with shadow paging: exits at which a page
   * is found that the guest has mapped and the shadow has not.
   */
  readonly hiddenFaults: number;
  /**
   * What the hypervisor does for one operation of a class, if it exits, beside what is done at every exit, and beside the
   * operation itself where it does that in the guest's stead.
   */
  readonly handling: { readonly [Class in OperationClass]?: Operations };
}

const ALWAYS: readonly OperationClass[] = ["portIo", "halt", "timerSet", "hypercall", "privilegedTrap"];
const SHADOW: readonly OperationClass[] = [
  "exception",
  "pageTableWrite",
  "bulkPageTableWrite",
  "pageTableClear",
  "pageTablePin",
  "addressSpaceSwitch",
  "invalidatePage",
  "flushTranslations",
];
const UNPOSTED: readonly OperationClass[] = ["interrupt", "interProcessorInterrupt"];
const NESTING: readonly OperationClass[] = ["virtualMachineExit", "virtualMachineEntry"];
const CONTROL: readonly OperationClass[] = ["controlRead", "controlWrite"];

/** Who does what a guest exited for, beside those that the hypervisor only takes note of. */
function doneBy(name: OperationClass): DoneBy {
  // Injected into the guest, and taken by its kernel.
  if (name === "exception" || name === "interrupt") return "guest";
  // A store to a page table is followed in its shadow, and what the processor holds of that is the hypervisor's.
  return SHADOW.includes(name) ? "hypervisor" : "nobody";
}

/** The classes of operations that leave the guest. */
export function exitingClasses(costs: HardwareAssistedCosts): readonly OperationClass[] {
  return [
    ...ALWAYS,
    ...(costs.paging === "shadow" ? SHADOW : []),
    ...(costs.interrupts === "exiting" ? UNPOSTED : []),
    ...NESTING,
    ...(costs.shadowedControl ? [] : CONTROL),
  ];
}

/**
 * Hardware-assisted virtualization: the guest runs unchanged, and certain operations exit to the hypervisor. Each exit
 * is an exit, an entry back, some reads and writes of the control structure, and the handler's work. System calls,
 * exceptions that memory has no part in and the interrupt priority (held in the control structure) never exit.
 *
 * With shadow paging every store to a page that the guest uses as a page table exits, for it is write-protected: unlike
 * a binary translator, the hypervisor can't make a call-out of it. So does every page fault, true or hidden.
 *
 * A guest that is itself such a hypervisor does entries, reads and writes, which exit to the layer below; and an exit
 * of its own guest arrives there first, and is passed on to it by an entry. So rewriting twice gives the exits of a
 * guest in a guest.
 *
 * Simplified: an exception that a guest hypervisor with shadow paging hands to its guest counts as one more exit where
 * the layer below has shadow paging, too; an interrupt costs one exit; extended-page-table violations are traps. Page
 * tables are never let out of sync, and traces never dropped from one that is written often. No faults are added that
 * keep the guest's accessed and dirty bits: kernels set both themselves in the entries that their fault handlers write.
 */
export function hardwareAssisted(costs: HardwareAssistedCosts): Rewriting {
  const { controlReads, controlWrites, work } = costs.exit;
  const transition: Operations = {
    virtualMachineExit: 1,
    virtualMachineEntry: 1,
    ...(controlReads === 0 ? {} : { controlRead: controlReads }),
    ...(controlWrites === 0 ? {} : { controlWrite: controlWrites }),
    ...(work === 0 ? {} : { work }),
  };
  const exiting = exitingClasses(costs);
  for (const name in costs.handling) {
    if (OPERATION_CLASSES.includes(name as OperationClass)) continue;
    throw new RangeError(
      `${costs.name}: handling.${name} is no class of operations; allowed are ${OPERATION_CLASSES.join(", ")}`,
    );
  }
  const interception = (name: OperationClass): Interception => {
    const handling = costs.handling[name] ?? {};
    const exits = name === "pageTablePin" ? addOperations({}, transition, costs.hiddenFaults) : transition;
    return intercepted(name, { handling }, doneBy(name), exits);
  };
  const interceptions: Interceptions = Object.fromEntries(exiting.map((name) => [name, interception(name)]));
  return { name: costs.name, paravirtual: false, ofGuests: interceptions, ofHypervisors: interceptions };
}
