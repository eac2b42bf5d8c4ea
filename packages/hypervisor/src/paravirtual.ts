import { addOperations, type OperationClass, type Operations } from "@crosstalk/hardware";
import type { Activity, Interception, Interceptions, Rewriting } from "./rewriting.ts";

/** What it costs that the hypervisor does one operation for a paravirtual guest. */
export interface ParavirtualCost {
  /** Crossings between guest and hypervisor; absent: one hypercall (for bulk updates and pins: its share of a batch). */
  readonly transition?: Operations;
  /** Work of the hypervisor beside the crossing, and beside the operation itself where it does that for the guest. */
  readonly handling: Operations;
}

/** Costs of a paravirtual hypervisor: its own work for each operation that it does for its guests. */
export interface ParavirtualCosts {
  /** Which product and version, on what it was measured. */
  readonly name: string;
  /** Updates that a guest collects before it makes one hypercall for them, where it makes many. At least 1. */
  readonly batch: number;
  /** Validating one update of a page-table entry; the hypervisor writes it. */
  readonly pageTableWrite: ParavirtualCost;
  /** The same for one of many updates that share a hypercall, whether the entry is changed or cleared. */
  readonly bulkPageTableWrite: ParavirtualCost;
  /** Validating a whole page table when it is made, or taking its type away when it is given back. */
  readonly pageTablePin: ParavirtualCost;
  /** System calls go to the guest's kernel without the hypervisor (`direct`), or by way of it. */
  readonly systemCall: "direct" | ParavirtualCost;
  /** Exceptions of either class are taken by the hypervisor, and handed to the guest's kernel. */
  readonly exception: ParavirtualCost;
  /** Loading another page-table root; the hypervisor loads it. */
  readonly addressSpaceSwitch: ParavirtualCost;
  readonly invalidatePage: ParavirtualCost;
  readonly flushTranslations: ParavirtualCost;
  /** Setting the vCPU's timer: a deadline in the hypervisor's queue. */
  readonly timerSet: ParavirtualCost;
  /** An event delivered to the guest by an upcall, instead of an interrupt. */
  readonly interrupt: ParavirtualCost;
  /** An interrupt from one vCPU to another, as the sender's call; what it leads to is in {@link HypervisorCosts}. */
  readonly interProcessorInterrupt: ParavirtualCost;
  readonly halt: ParavirtualCost;
  /** Port input and output; `direct` for guests that are given their devices' ports. */
  readonly portIo: "direct" | ParavirtualCost;
  /** A hypercall that the guest's kernel makes explicitly: work beside the crossing. */
  readonly hypercall: ParavirtualCost;
  /** A privileged instruction that the guest's kernel executes all the same, and that is emulated (as any of CR8 is). */
  readonly privilegedTrap: ParavirtualCost;
  /** A call between a paravirtual hypervisor that is itself a guest and its guests: each way passes through here. */
  readonly nestedCall: ParavirtualCost;
}

const HYPERCALL: Operations = { hypercall: 1 };
const TRAP: Operations = { privilegedTrap: 1 };

/** Whether the hypervisor does the operation itself for the guest, the guest does it, or nobody does. */
type By = "hypervisor" | "guest" | "nobody";

function interception(
  name: OperationClass,
  cost: ParavirtualCost,
  by: By,
  activity: Activity,
  crossing = HYPERCALL,
): Interception {
  const handling = by === "hypervisor" ? addOperations(cost.handling, { [name]: 1 }) : cost.handling;
  return { retained: by === "guest", transition: cost.transition ?? crossing, handling, activity };
}

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
    pageTableWrite: interception("pageTableWrite", costs.pageTableWrite, "hypervisor", "memory"),
    bulkPageTableWrite: interception("bulkPageTableWrite", costs.bulkPageTableWrite, "hypervisor", "memory", share),
    pageTableClear: interception("pageTableClear", costs.bulkPageTableWrite, "hypervisor", "memory", share),
    pageTablePin: interception("pageTablePin", costs.pageTablePin, "nobody", "memory", share),
    addressSpaceSwitch: interception("addressSpaceSwitch", costs.addressSpaceSwitch, "hypervisor", "memory"),
    invalidatePage: interception("invalidatePage", costs.invalidatePage, "hypervisor", "memory"),
    flushTranslations: interception("flushTranslations", costs.flushTranslations, "hypervisor", "memory"),
    exception: interception("exception", costs.exception, "guest", "exception"),
    arithmeticException: interception("arithmeticException", costs.exception, "guest", "exception"),
    interrupt: interception("interrupt", costs.interrupt, "nobody", "interrupt"),
    interProcessorInterrupt: interception("interProcessorInterrupt", costs.interProcessorInterrupt, "nobody", "interrupt"),
    timerSet: interception("timerSet", costs.timerSet, "nobody", "time"),
    halt: interception("halt", costs.halt, "nobody", "scheduling"),
    hypercall: interception("hypercall", costs.hypercall, "nobody", "call"),
    privilegedTrap: interception("privilegedTrap", costs.privilegedTrap, "nobody", "exception", TRAP),
    taskPriorityWrite: interception("taskPriorityWrite", costs.privilegedTrap, "nobody", "exception", TRAP),
    ...(costs.systemCall === "direct" ? {} : { systemCall: interception("systemCall", costs.systemCall, "guest", "call") }),
    ...(costs.portIo === "direct" ? {} : { portIo: interception("portIo", costs.portIo, "hypervisor", "io") }),
    virtualMachineExit: NO_ASSISTANCE,
    virtualMachineEntry: NO_ASSISTANCE,
    controlRead: NO_ASSISTANCE,
    controlWrite: NO_ASSISTANCE,
  };
  const nestedCall = interception("hypercall", costs.nestedCall, "nobody", "nesting", { hypercall: 2 });
  return { name: costs.name, paravirtual: true, ofGuests, ofHypervisors: { ...ofGuests, hypercall: nestedCall } };
}

const NO_ASSISTANCE: Interception = { impossible: "a paravirtual guest has no hardware assistance for guests of its own" };
