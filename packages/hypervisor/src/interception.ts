import { addOperations, type OperationClass, type Operations } from "@crosstalk/hardware";
import type { Activity, Interception, Interceptions } from "./rewriting.ts";

/** What it costs a hypervisor that a guest does one operation. */
export interface InterceptionCost {
  /** Crossings between guest and hypervisor; absent: those that the mechanism takes for granted. */
  readonly transition?: Operations;
  /** Work of the hypervisor beside the crossing, and beside the operation itself where it does that for the guest. */
  readonly handling: Operations;
}

/** Whether the hypervisor does the operation itself for the guest, the guest does it, or nobody does. */
export type DoneBy = "hypervisor" | "guest" | "nobody";

const ACTIVITIES: { readonly [Class in OperationClass]?: Activity } = {
  systemCall: "call",
  hypercall: "call",
  exception: "exception",
  arithmeticException: "exception",
  privilegedTrap: "exception",
  interrupt: "interrupt",
  interProcessorInterrupt: "interrupt",
  taskPriorityWrite: "interrupt",
  timerSet: "time",
  portIo: "io",
  halt: "scheduling",
  virtualMachineExit: "nesting",
  virtualMachineEntry: "nesting",
  controlRead: "nesting",
  controlWrite: "nesting",
};

/** What a hypervisor works on when a guest does an operation of a class: memory, unless the class says otherwise. */
function activityOf(name: OperationClass): Activity {
  return ACTIVITIES[name] ?? "memory";
}

/** An interception of a class with its costs, by who does the operation then; `crossing` is the mechanism's own. */
export function intercepted(name: OperationClass, cost: InterceptionCost, by: DoneBy, crossing: Operations = {}): Interception {
  const handling = by === "hypervisor" ? addOperations(cost.handling, { [name]: 1 }) : cost.handling;
  return { retained: by === "guest", transition: cost.transition ?? crossing, handling, activity: activityOf(name) };
}

/** Interceptions of what only a hypervisor with hardware assistance does, for guests that have none, with the reason. */
export function unassisted(impossible: string): Interceptions {
  return {
    virtualMachineExit: { impossible },
    virtualMachineEntry: { impossible },
    controlRead: { impossible },
    controlWrite: { impossible },
  };
}
