export { type PlatformEntry, platformCatalogue } from "./catalogue.ts";
export { chroot } from "./chroot.ts";
export { conservationProblems } from "./conservation.ts";
export { assisted2006Costs, assisted2006RoundTrip, assisted2006Work } from "./costs/assisted-2006.ts";
export { esxMemory2002Costs, esxMemory2002Work, hashInstructionsPerByte } from "./costs/esx-memory-2002.ts";
export { linux2003Costs, linux2003Work } from "./costs/linux-2003.ts";
export { clocks } from "./costs/netburst-cycles.ts";
export {
  bvtConstants,
  creditConstants,
  kernelSchedulingConstants,
  shareConstants,
  tokenBucketConstants,
} from "./costs/scheduling.ts";
export { linuxSettings, sharingSettings, tenantSettings, vserverSettings, xenSettings } from "./costs/settings.ts";
export { hiddenFaultsPerPageTable, shadow2006Work } from "./costs/shadow-2006.ts";
export { maskingsPerWork, skas2003Costs, skas2003Work, unmappingsPerPageTable } from "./costs/skas-2003.ts";
export { kernelReturns, softwareVmm2006Costs, softwareVmm2006Work } from "./costs/software-vmm-2006.ts";
export { vmm2006OwnCosts, vmm2006OwnWork } from "./costs/vmm-2006.ts";
export { workstation2003Costs, workstation2003Work, worldSwitch } from "./costs/workstation-2003.ts";
export { xen2003Costs, xen2003OwnCosts, xen2003Work } from "./costs/xen-2003.ts";
export { type Enforcement, enforcementOf, promisesNothing } from "./enforcement.ts";
export { type EsxMemoryOptions, esx2Memory, esxMemory } from "./esx-memory.ts";
export { type Esx2Options, esx2 } from "./esx2.ts";
export type { FullVirtualizationOptions } from "./full-virtualization.ts";
export { type HostedMachines, type HostedOptions, hostedMachines } from "./hosted-machines.ts";
export { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
export { type LinuxThreadsOptions, linuxThreads } from "./linux-threads.ts";
export { linuxVServer, type VServerOptions } from "./linux-vserver.ts";
export { plainLinux } from "./plain-linux.ts";
export type { Platform, RunningProgram, System, Tenant, TenantOptions } from "./platform.ts";
export { linuxReplay } from "./replay/linux-replay.ts";
export { recordedCosts } from "./replay/recorded-costs.ts";
export { recordingHost } from "./replay/recording-host.ts";
export { type VirtualMachineTenantsOptions, virtualMachineTenants } from "./tenant-machine.ts";
export { userModeLinux } from "./user-mode-linux.ts";
export { vtx2006 } from "./vtx2006.ts";
export { workstation32 } from "./workstation32.ts";
export { type XenOptions, xen42, xen304, xen2003 } from "./xen.ts";
