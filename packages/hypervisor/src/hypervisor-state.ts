import type { Memory, Vector } from "@crosstalk/hardware";
import type { Admission, ProcessorId } from "@crosstalk/scheduling";
import type { ChannelEnd } from "./channel.ts";
import type { MemoryAlarm } from "./memory/alarms.ts";
import type { VirtualMachineState } from "./virtual-machine.ts";

/** What can be done to a VM from outside it, or by its own kernel. */
export type ControlAction = "pause" | "unpause" | "shut-down" | "crash";

/** A vCPU as its hypervisor knows it. */
export interface VcpuEntry {
  /** Its number in the hypervisor's scheduler. */
  readonly entity: number;
  /** Path of its chart. */
  readonly chart: string;
}

/** A VM as its hypervisor knows it. */
export interface MachineEntry {
  readonly name: string;
  readonly path: string;
  /** Path of the actor that takes its vCPUs' answers: a kernel's or another hypervisor's scheduler. */
  software: string;
  readonly share: Admission["share"];
  readonly affinity: readonly ProcessorId[] | null;
  readonly rewriting: string;
  readonly vcpus: readonly VcpuEntry[];
  /** Vectors of devices passed through to it; they go to its first vCPU. */
  readonly vectors: readonly Vector[];
  /** May control other VMs: the control domain. */
  readonly privileged: boolean;
  state: VirtualMachineState;
}

/** A channel as its hypervisor knows it: which VM is at each end, and the vector that it is told by. */
export interface ChannelEntry {
  readonly path: string;
  readonly ends: { readonly [End in ChannelEnd]: { readonly machine: number; readonly vector: Vector } };
}

/** How a hypervisor is set up; filled while the world is assembled. */
export interface HypervisorInput {
  readonly path: string;
  /** Path of its scheduler. */
  readonly scheduler: string;
  /** Number of processors of the machine below. */
  readonly processors: number;
  /** Who owns its machine's pages; where it has a memory manager, that one knows, and this says nothing. */
  readonly memory: Memory;
  readonly machines: readonly MachineEntry[];
  readonly channels: readonly ChannelEntry[];
  /** Path of its memory manager; absent: its VMs' pages are theirs for good. */
  readonly memoryManager?: string;
  /** What the memory manager does again and again. */
  readonly memoryAlarms?: readonly MemoryAlarm[];
}

/** A hypervisor's memory: a JSON value. */
export interface HypervisorContext extends HypervisorInput {
  machines: MachineEntry[];
  /** Processors that have booted. */
  booted: ProcessorId[];
  /** What has been typed at its console and not yet been done. */
  orders: { readonly action: ControlAction; readonly machine: string }[];
  counts: { notifications: number; strayInterrupts: number; refused: number };
}
