export { assisted2006Costs, assisted2006Work } from "./costs/assisted-2006.ts";
export { linux2003Costs, linux2003Work } from "./costs/linux-2003.ts";
export {
  hiddenFaultsPerPageTable,
  kernelReturns,
  softwareVmm2006Costs,
  softwareVmm2006Work,
} from "./costs/software-vmm-2006.ts";
export { xen2003Costs, xen2003OwnCosts, xen2003Work } from "./costs/xen-2003.ts";
export { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
export { type LinuxThreadsOptions, linuxThreads } from "./linux-threads.ts";
export { plainLinux } from "./plain-linux.ts";
export type { Platform, RunningProgram, System, Tenant, TenantOptions } from "./platform.ts";
export { linuxReplay } from "./replay/linux-replay.ts";
export { recordedCosts } from "./replay/recorded-costs.ts";
export { recordingHost } from "./replay/recording-host.ts";
export { type XenOptions, xen42, xen304 } from "./xen.ts";
