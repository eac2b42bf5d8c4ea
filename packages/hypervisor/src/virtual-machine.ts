import type { Machine } from "@crosstalk/hardware";
import { setup } from "xstate";

/** A machine that a hypervisor makes of a share of its own. */
export interface VirtualMachine extends Machine {
  readonly name: string;
  /** Its number in its hypervisor, which is also its group in the hypervisor's scheduler. */
  readonly index: number;
  /** Paths of the charts of its vCPUs. */
  readonly vcpus: readonly string[];
}

/** What a VM's chart is told by its hypervisor. */
export interface VirtualMachineEvent {
  readonly type: "BOOT" | "PAUSE" | "UNPAUSE" | "SHUT_DOWN" | "CRASH";
  readonly to?: string;
}

/** Where a VM stands in its life. */
export type VirtualMachineState = "created" | "running" | "paused" | "shutDown" | "crashed";

/**
 * A virtual machine's life: `created`, `running`, `paused`, `shutDown`, `crashed`. The hypervisor decides; a VM that has
 * ended stays in its place, with its memory, until the end of the run.
 */
export const virtualMachineMachine = setup({
  types: {} as { events: VirtualMachineEvent },
}).createMachine({
  id: "virtual-machine",
  initial: "created",
  states: {
    created: { on: { BOOT: "running" } },
    running: { on: { PAUSE: "paused", SHUT_DOWN: "shutDown", CRASH: "crashed" } },
    paused: { on: { UNPAUSE: "running", SHUT_DOWN: "shutDown", CRASH: "crashed" } },
    shutDown: {},
    crashed: {},
  },
});
