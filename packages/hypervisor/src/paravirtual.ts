import type { Operations } from "@crosstalk/hardware";
import { type InterceptionCost, intercepted, unassisted } from "./interception.ts";
import type { Interceptions, Rewriting } from "./rewriting.ts";

/**
 * Costs of a paravirtual hypervisor: its own work for each operation that it does for its guests. A transition that is
 * absent is one hypercall (for bulk updates and pins: its share of a batch).
 */
export interface ParavirtualCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** Updates that a guest collects before it makes one hypercall for them, where it makes many. At least 1. */
  readonly batch: number;
  /** Validating one update of a page-table entry; the hypervisor writes it. */
  readonly pageTableWrite: InterceptionCost;
  /** The same for one of many updates that share a hypercall, whether the entry is changed or cleared. */
  readonly bulkPageTableWrite: InterceptionCost;
  /** Validating a whole page table when it is made, or taking its type away when it is given back. */
  readonly pageTablePin: InterceptionCost;
  /** System calls go to the guest's kernel without the hypervisor (`direct`), or by way of it. */
  readonly systemCall: "direct" | InterceptionCost;
  /** Exceptions of either class are taken by the hypervisor, and handed to the guest's kernel. */
  readonly exception: InterceptionCost;
  /** Loading another page-table root; the hypervisor loads it. */
  readonly addressSpaceSwitch: InterceptionCost;
  readonly invalidatePage: InterceptionCost;
  readonly flushTranslations: InterceptionCost;
  /** Setting the vCPU's timer: a deadline in the hypervisor's queue. */
  readonly timerSet: InterceptionCost;
  /** An event delivered to the guest by an upcall, instead of an interrupt. */
  readonly interrupt: InterceptionCost;
  /** An interrupt from one vCPU to another, as the sender's call; what it leads to is in {@link HypervisorCosts}. */
  readonly interProcessorInterrupt: InterceptionCost;
  readonly halt: InterceptionCost;
  /** Port input and output; `direct` for guests that are given their devices' ports. */
  readonly portIo: "direct" | InterceptionCost;
  /** A hypercall that the guest's kernel makes explicitly: work beside the crossing. */
  readonly hypercall: InterceptionCost;
  /** A privileged instruction that the guest's kernel executes all the same, and that is emulated (as any of CR8 is). */
  readonly privilegedTrap: InterceptionCost;
  /** A call between a paravirtual hypervisor that is itself a guest and its guests: each way passes through here. */
  readonly nestedCall: InterceptionCost;
}

const HYPERCALL: Operations = { hypercall: 1 };
const TRAP: Operations = { privilegedTrap: 1 };

/**
 * Paravirtualization: the guest's kernel is changed to ask the hypervisor by hypercalls for what would trap, and its
 * page tables are real ones that it may read but only the hypervisor may write, so updates are validated, in batches.
 *
 * Simplified: a batch is always of the same size, and each update pays its share of one hypercall; what is validated
 * costs the same each time.
 */
export function paravirtual(costs: ParavirtualCosts): Rewriting {
  if (!(costs.batch >= 1)) throw new RangeError(`${costs.name}: batch is ${costs.batch}; allowed is at least 1`);
  const share: Operations = { hypercall: 1 / costs.batch };
  const ofGuests: Interceptions = {
    pageTableWrite: intercepted("pageTableWrite", costs.pageTableWrite, "hypervisor", HYPERCALL),
    bulkPageTableWrite: intercepted("bulkPageTableWrite", costs.bulkPageTableWrite, "hypervisor", share),
    pageTableClear: intercepted("pageTableClear", costs.bulkPageTableWrite, "hypervisor", share),
    pageTablePin: intercepted("pageTablePin", costs.pageTablePin, "nobody", share),
    addressSpaceSwitch: intercepted("addressSpaceSwitch", costs.addressSpaceSwitch, "hypervisor", HYPERCALL),
    invalidatePage: intercepted("invalidatePage", costs.invalidatePage, "hypervisor", HYPERCALL),
    flushTranslations: intercepted("flushTranslations", costs.flushTranslations, "hypervisor", HYPERCALL),
    exception: intercepted("exception", costs.exception, "guest", HYPERCALL),
    arithmeticException: intercepted("arithmeticException", costs.exception, "guest", HYPERCALL),
    interrupt: intercepted("interrupt", costs.interrupt, "nobody", HYPERCALL),
    interProcessorInterrupt: intercepted("interProcessorInterrupt", costs.interProcessorInterrupt, "nobody", HYPERCALL),
    timerSet: intercepted("timerSet", costs.timerSet, "nobody", HYPERCALL),
    halt: intercepted("halt", costs.halt, "nobody", HYPERCALL),
    hypercall: intercepted("hypercall", costs.hypercall, "nobody", HYPERCALL),
    privilegedTrap: intercepted("privilegedTrap", costs.privilegedTrap, "nobody", TRAP),
    taskPriorityWrite: intercepted("taskPriorityWrite", costs.privilegedTrap, "nobody", TRAP),
    ...(costs.systemCall === "direct" ? {} : { systemCall: intercepted("systemCall", costs.systemCall, "guest", HYPERCALL) }),
    ...(costs.portIo === "direct" ? {} : { portIo: intercepted("portIo", costs.portIo, "hypervisor", HYPERCALL) }),
    ...unassisted("a paravirtual guest has no hardware assistance for guests of its own"),
  };
  const nestedCall = { ...intercepted("hypercall", costs.nestedCall, "nobody", { hypercall: 2 }), activity: "nesting" } as const;
  return { name: costs.name, paravirtual: true, ofGuests, ofHypervisors: { ...ofGuests, hypercall: nestedCall } };
}
