export { type Code, compileProgram, type Instruction } from "./code.ts";
export type { KernelCosts } from "./costs.ts";
export { type InstalledKernel, installKernel, type KernelOptions, type KernelTenant } from "./install-kernel.ts";
export { kernelMachine } from "./kernel/kernel.ts";
export type { MemoryOptions, MemoryState, SwapOptions } from "./kernel/memory/state.ts";
export { visibleMemory } from "./kernel/memory/visible.ts";
export type { BackEnd, Ending, FrontEnd, HostedMachine, KernelContext, ProcessEntry } from "./kernel/state.ts";
export { processMachine } from "./process.ts";
export { callsOfProcesses } from "./profile/counts.ts";
export { type SystemCallClass, systemCallClasses, systemCallClassTable } from "./profile/system-call-class.ts";
export { PROFILE_VERSION, type Profile, ProfileError, parseProfile, profileSchema } from "./profile.ts";
export { profileProgram } from "./profile-program.ts";
export {
  type Calls,
  choose,
  compute,
  type Duration,
  deviceRequests,
  exec,
  forever,
  fork,
  lock,
  map,
  mark,
  type Operation,
  type Program,
  parallel,
  pipeOpen,
  pipeRead,
  pipeWrite,
  read,
  readFile,
  repeat,
  sequence,
  shootdown,
  sleep,
  systemCall,
  touch,
  unlock,
  unmap,
  wait,
  write,
  writeFile,
} from "./program.ts";
export type { ThreadMachine, ThreadMachineOptions } from "./thread-machine.ts";
