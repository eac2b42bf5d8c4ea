export { type BinaryTranslationCosts, binaryTranslation, type TranslatedClass } from "./binary-translation.ts";
export {
  type ChannelOptions,
  type HypervisorOptions,
  type InstalledHypervisor,
  installHypervisor,
  typeAtConsole,
} from "./build-hypervisor.ts";
export { type ChannelContext, type ChannelEnd, type ChannelEvent, type ChannelInput, channelMachine } from "./channel.ts";
export { interfaceConstants, memoryManagementConstants, ptraceConstants } from "./constants.ts";
export { exitingClasses, type HardwareAssistedCosts, hardwareAssisted } from "./hardware-assisted.ts";
export {
  CONSOLE_VECTOR,
  type ConsoleEvent,
  concerns,
  type HypervisorEquipment,
  type HypervisorTrap,
  hypervisorMachine,
} from "./hypervisor.ts";
export type { HypervisorCosts } from "./hypervisor-costs.ts";
export { type HypervisorLayerOptions, hypervisorLayer } from "./hypervisor-layer.ts";
export type {
  ChannelEntry,
  ControlAction,
  HypervisorContext,
  HypervisorInput,
  MachineEntry,
  VcpuEntry,
} from "./hypervisor-state.ts";
export type { InterceptionCost } from "./interception.ts";
export { consumedBy, type SharedPages, sharedPages, zeroMappings } from "./memory/host-pages.ts";
export type { MemoryCosts } from "./memory/memory-costs.ts";
export { memoryManagerMachine } from "./memory/memory-manager.ts";
export type {
  BallooningOptions,
  MemoryManagement,
  SamplingOptions,
  SharingOptions,
  SwappingOptions,
} from "./memory/memory-options.ts";
export type { ManagedMachine, MemoryContext, MemoryCounts, PageRun, PageState } from "./memory/memory-state.ts";
export { pagesIn } from "./memory/page-runs.ts";
export { unequalPages } from "./memory/unequal-pages.ts";
export { type ParavirtualCosts, paravirtual } from "./paravirtual.ts";
export { type PtraceCosts, ptraced, type TracerCalls } from "./ptrace.ts";
export {
  type Activity,
  countOperations,
  type Interception,
  type Interceptions,
  type Rewriter,
  type Rewriting,
  rewriter,
} from "./rewriting.ts";
export { emptyRing, isFull, type Ring, type RingRequest, type RingResponse, slotsOfPage } from "./ring.ts";
export { type VcpuEvent, vcpuMachine } from "./vcpu.ts";
export {
  type VirtualMachine,
  type VirtualMachineEvent,
  type VirtualMachineState,
  virtualMachineMachine,
} from "./virtual-machine.ts";
export type { VirtualMachineOptions } from "./virtual-machine-options.ts";
