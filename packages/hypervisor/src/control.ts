import type { ModelEvent } from "@crosstalk/engine";
import type { Segment } from "@crosstalk/hardware";
import type { AdmissionDraft, ProcessorId } from "@crosstalk/scheduling";
import type { ControlAction, HypervisorContext, MachineEntry } from "./hypervisor-state.ts";

/** The handling of one notice by a hypervisor. */
export interface Handling {
  readonly context: HypervisorContext;
  readonly out: ModelEvent[];
  /** The processor that the hypervisor acts on. */
  readonly on: ProcessorId;
}

/** Emits a command to the hypervisor's scheduler. */
export function order(
  { context, out, on }: Handling,
  command: { readonly type: string; readonly [field: string]: unknown },
): void {
  out.push({ to: context.scheduler, on, ...command });
}

/** Adds work of the hypervisor's own. */
export function work(handling: Handling, segments: readonly Segment[]): void {
  if (segments.length > 0) order(handling, { type: "WORK", work: segments });
}

/** Makes all VMs. */
export function createMachines(handling: Handling): void {
  for (const [group, machine] of handling.context.machines.entries()) createMachine(handling, machine, group);
}

/** Makes a VM: its group, its vCPUs, its devices' interrupts; its vCPUs come out of reset. One without software stays off. */
function createMachine(handling: Handling, machine: MachineEntry, group: number): void {
  const { share, affinity, rewriting, software, vcpus, vectors } = machine;
  order(handling, { type: "GROUP", group, share });
  if (software === "") return;
  vcpus.forEach(({ entity, chart }, index) => {
    const admission: AdmissionDraft = {
      entity,
      client: software,
      index,
      virtual: true,
      group,
      share,
      mirror: chart,
      rewriting,
    };
    if (affinity !== null) admission.affinity = affinity;
    order(handling, { type: "ADMIT", admission });
  });
  for (const vector of vectors) order(handling, { type: "PASS_THROUGH", vector, entity: vcpus[0]?.entity });
  machine.state = "running";
  handling.out.push({ type: "BOOT", to: machine.path });
  for (const { entity } of vcpus) order(handling, { type: "INJECT", entity, vector: "reset" });
}

/** What an action makes of a VM, and from which states. */
const ACTIONS = {
  pause: { from: ["running"], to: "paused", event: "PAUSE", hold: "paused" },
  unpause: { from: ["paused"], to: "running", event: "UNPAUSE", hold: null },
  "shut-down": { from: ["running", "paused"], to: "shutDown", event: "SHUT_DOWN", hold: "shut down" },
  crash: { from: ["running", "paused"], to: "crashed", event: "CRASH", hold: "crashed" },
} as const;

/** Does an action to a VM; nothing if it makes no sense in the VM's state. */
export function control(handling: Handling, machine: MachineEntry, action: ControlAction): void {
  const { from, to, event, hold } = ACTIONS[action];
  if (!(from as readonly string[]).includes(machine.state)) return;
  machine.state = to;
  handling.out.push({ type: event, to: machine.path });
  for (const { entity, chart } of machine.vcpus) {
    if (hold === null) order(handling, { type: "RELEASE", entity, why: "paused" });
    else order(handling, { type: "HOLD", entity, why: hold });
    if (action === "crash") handling.out.push({ type: "CRASH", to: chart });
  }
}

/** Stops all VMs for ever: the hypervisor itself has crashed. */
export function crashAll(handling: Handling): void {
  for (const machine of handling.context.machines) control(handling, machine, "crash");
}

/** The VM that a vCPU belongs to. */
export function machineOf({ machines }: HypervisorContext, entity: number): MachineEntry | undefined {
  return machines.find(({ vcpus }) => vcpus.some((vcpu) => vcpu.entity === entity));
}
