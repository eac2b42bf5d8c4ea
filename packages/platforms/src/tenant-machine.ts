import type { Simulation } from "@crosstalk/engine";
import { installKernel, type KernelOptions } from "@crosstalk/guest-os";
import type { Host, Machine } from "@crosstalk/hardware";
import type { InstalledHypervisor, VirtualMachine } from "@crosstalk/hypervisor";
import { tenantSettings } from "./costs/settings.ts";
import { groupTimes, runningProgram, timeCausedBy } from "./measures.ts";
import type { System, Tenant } from "./platform.ts";
import { checkTenant } from "./tenant-options.ts";

/** Pages of a tenant's machine that does not say. */
export const TENANT_PAGES = tenantSettings.pages.value;

/** Whose machine it is, and who schedules its processors. */
export interface TenantMachineOptions {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly name: string;
  readonly machine: Machine;
  /** The kernel that the tenant has to itself. */
  readonly kernel: KernelOptions;
  /** Path of the scheduler below, and the machine's group in it. */
  readonly scheduler: string;
  readonly group: number;
}

/** Puts a kernel into a tenant's machine; the tenant's programs are processes of it. Assembly only. */
export function tenantOfMachine(options: TenantMachineOptions): Tenant {
  const { simulation, host, name, machine, scheduler, group } = options;
  const path = `${machine.path}/linux`;
  const tenant = installKernel(simulation, path, machine, options.kernel).tenant(name, { weight: tenantSettings.weight.value });
  return {
    name,
    run(program, programName = "main") {
      return runningProgram(simulation, path, tenant.index, tenant.run(program, programName), programName);
    },
    time: () => timeCausedBy(host, [name, path]),
    stolen: () => {
      const { ready, held, stolen } = groupTimes(simulation, scheduler, group);
      return ready + held + stolen;
    },
  };
}

/** Where tenants' virtual machines are made. */
export interface VirtualMachineTenantsOptions extends Pick<TenantMachineOptions, "simulation" | "host"> {
  /** Name of the platform, for errors. */
  readonly platform: string;
  readonly hypervisor: InstalledHypervisor;
  /** Names that no tenant may have; none by default. */
  readonly taken?: readonly string[];
  /** The kernel for a tenant's virtual machine, and what else the machine needs; `devices`: those that the tenant asked for. */
  readonly kernelFor: (machine: VirtualMachine, devices: readonly string[] | undefined) => KernelOptions;
  /** A tenant's devices are passed through to its machine; otherwise `kernelFor` connects them. */
  readonly passThrough?: boolean;
}

/** How a hypervisor adds a tenant: as a virtual machine with a kernel of its own. */
export function virtualMachineTenants(options: VirtualMachineTenantsOptions): System["tenant"] {
  const { simulation, host, platform, hypervisor, taken = [], kernelFor, passThrough = false } = options;
  const { scheduler } = hypervisor;
  const names = [...taken];
  const can = { caps: hypervisor.enforces.includes("cap"), reservations: hypervisor.enforces.includes("reservation") };
  return (name, wanted = {}) => {
    const { pages = TENANT_PAGES, devices, ...share } = checkTenant(platform, names, name, wanted, can, host);
    const own = passThrough && devices !== undefined ? { devices } : {};
    const machine = hypervisor.createVirtualMachine(name, { pages, ...share, ...own });
    const kernel = kernelFor(machine, devices);
    return tenantOfMachine({ simulation, host, name, machine, kernel, scheduler, group: machine.index });
  };
}
