export { census } from "./census.ts";
export { type Code, compileProgram, type Instruction } from "./code.ts";
export type { KernelCosts } from "./costs.ts";
export { type Exposure, exposure, type Reach } from "./exposure.ts";
export {
  type InstalledKernel,
  installKernel,
  type KernelOptions,
  type KernelTenant,
  type TenantShare,
} from "./install-kernel.ts";
export type { KernelModel } from "./kernel/act.ts";
export { linuxMemoryConstants, linuxTableConstants, weightConstants } from "./kernel/constants.ts";
export { kernelMachine } from "./kernel/kernel.ts";
export { frameContents } from "./kernel/memory/frame-contents.ts";
export type { MemoryOptions, MemoryState, SwapOptions } from "./kernel/memory/state.ts";
export { visibleMemory } from "./kernel/memory/visible.ts";
export { allCapabilities, type Capability, contextCapabilities } from "./kernel/names/capabilities.ts";
export type { Confinement, ContextLimits, SecurityContext, TenantUser } from "./kernel/names/credentials.ts";
export type { IpcType, MemoryPath, NameCall, Signal } from "./kernel/names/name-call.ts";
export type { NamedEvent } from "./kernel/names/name-event.ts";
export { type Checks, defaultTableSizes, type FileSeed, type NamingOptions } from "./kernel/names/name-tables.ts";
export { type Failure, type ObjectKind, type ObjectReference, type Outcome, objectKinds } from "./kernel/names/outcome.ts";
export type { Ending, HostedMachine, KernelContext, ProcessEntry } from "./kernel/state.ts";
export { processMachine } from "./process.ts";
export { type CallCounts, callsOfProcesses, callsOfStep } from "./profile/counts.ts";
export { classOfSystemCall } from "./profile/linux-system-calls.ts";
export { shapeProblems } from "./profile/shape-problems.ts";
export { type SystemCallClass, systemCallClasses, systemCallClassTable } from "./profile/system-call-class.ts";
export { PROFILE_VERSION, type Profile, ProfileError, parseProfile, profileSchema } from "./profile.ts";
export { profileProgram } from "./profile-program.ts";
export {
  bugBelow,
  type Calls,
  choose,
  compute,
  type Duration,
  deviceRequests,
  exec,
  forever,
  fork,
  kernelBug,
  lock,
  map,
  mark,
  name,
  nameOften,
  type Operation,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  pipeWrite,
  read,
  readFile,
  repeat,
  retry,
  sequence,
  shootdown,
  sleep,
  strayWrite,
  systemCall,
  touch,
  unlock,
  unmap,
  type WorkingSet,
  wait,
  write,
  writeFile,
} from "./program.ts";
export { cacheAntagonist } from "./programs/cache-antagonist.ts";
export { programConstants } from "./programs/constants.ts";
export { cpuHog } from "./programs/cpu-hog.ts";
export { forkBomb } from "./programs/fork-bomb.ts";
export { memoryBomb } from "./programs/memory-bomb.ts";
export { type PageToucherOptions, pageToucher } from "./programs/page-toucher.ts";
export { type ProberOptions, prober } from "./programs/prober.ts";
export { requestServer, requestServerWork } from "./programs/request-server.ts";
export { resourceLeak } from "./programs/resource-leak.ts";
export { tableUser } from "./programs/table-user.ts";
export { type TokenRingOptions, tokenRing, tokenRingTime } from "./programs/token-ring.ts";
export type { ThreadMachine, ThreadMachineOptions } from "./thread-machine.ts";
