import { installKernel } from "@crosstalk/guest-os";
import { installHypervisor, paravirtual, slotsOfPage, type VirtualMachine } from "@crosstalk/hypervisor";
import { bvt, type ConfiguredPolicy, credit, creditXen42, creditXen304 } from "@crosstalk/scheduling";
import { linuxSettings, xenSettings } from "./costs/settings.ts";
import { xen2003Costs, xen2003OwnCosts } from "./costs/xen-2003.ts";
import { enforcementOf } from "./enforcement.ts";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { placeOn } from "./place.ts";
import type { Platform } from "./platform.ts";
import { virtualMachineTenants } from "./tenant-machine.ts";

/** How a Xen platform is set up. */
export interface XenOptions {
  readonly scheduling?: ConfiguredPolicy;
  /** The guests' kernel. */
  readonly guest?: LinuxOptions;
  /** Pages of the control domain; 65,536 (256 MiB) by default. */
  readonly controlPages?: number;
  /** Names of the host's devices that tenants use through the control domain; all by default. */
  readonly splitDevices?: readonly string[];
}

interface Version {
  readonly name: string;
  readonly year: number;
  readonly about: string;
  readonly scheduling: ConfiguredPolicy;
}

/**
 * Xen with paravirtual guests: each tenant is a VM with a kernel of its own, beside the control domain. Costs of
 * paravirtualization are those measured in 2003 for all versions: no later table of the same breadth was seen.
 *
 * Devices of the host belong to the control domain. A tenant's kernel reaches one by a front-end: a ring that a
 * back-end in the control domain's kernel serves, for which the control domain has to be scheduled. Simplified: the
 * back-end works in the interrupt's handler, not in a thread of its own, and pays for grants and copies by request.
 */
function xen(version: Version, options: XenOptions): Platform {
  const scheduling = options.scheduling ?? version.scheduling;
  const platform: Platform = {
    name: version.name,
    year: version.year,
    about: version.about,
    sources: ["Barham et al., SOSP 2003, Tables 3-5 (Xen)", "xen/common/sched_credit.c and xen/common/sched/credit.c of Xen"],
    tenants: "machines",
    enforces: enforcementOf(scheduling, "virtual processors"),
    boot(simulation, host) {
      const path = placeOn(simulation, host, "xen");
      const hypervisor = installHypervisor(simulation, path, host, {
        name: "Xen",
        scheduling,
        rewriting: paravirtual(xen2003Costs),
        costs: xen2003OwnCosts,
      });
      const guest = { hz: linuxSettings.ticks.value, ticksWhileIdle: false, ...options.guest };
      const control = hypervisor.createVirtualMachine("domain0", {
        pages: options.controlPages ?? xenSettings.controlPages.value,
        privileged: true,
        devices: host.devices.map(({ name }) => name),
      });
      installKernel(simulation, `${control.path}/linux`, control, linuxKernel(guest));
      const split = options.splitDevices ?? host.devices.map(({ name }) => name);
      const connect = (machine: VirtualMachine, device: string): void => {
        if (!host.devices.some(({ name }) => name === device))
          throw new RangeError(`${platform.name}: splitDevices names "${device}", which ${host.path} has not`);
        hypervisor.connect(machine, control, {
          name: `${machine.name}-${device}`,
          slots: slotsOfPage(xenSettings.requestBytes.value),
          device,
        });
      };
      const kernelFor = (machine: VirtualMachine, devices = split) => {
        for (const device of devices) connect(machine, device);
        return linuxKernel(guest);
      };
      const taken = [control.name];
      const tenants = { simulation, host, platform: platform.name, hypervisor, taken, kernelFor };
      return { platform, host, tenant: virtualMachineTenants(tenants) };
    },
  };
  return platform;
}

/** Xen as in the paper of 2003 (1.x, 2.0): borrowed virtual time, which knows weights and no caps. */
export function xen2003(options: XenOptions = {}): Platform {
  const about = "Xen 1.x and 2.0 of 2003, paravirtual guests, borrowed virtual time";
  return xen({ name: "xen-2003", year: 2003, about, scheduling: bvt() }, options);
}

/** Xen 3.0.4 to 3.4 (2006-2009): credit with sampled debit, weights of domains, BOOST. */
export function xen304(options: XenOptions = {}): Platform {
  const about = "Xen 3.0.4-3.4, paravirtual guests, credit with sampled debit";
  return xen({ name: "xen-3.0.4", year: 2006, about, scheduling: credit(creditXen304) }, options);
}

/** Xen 4.2 and later with its first credit scheduler: exact debit, rate limit, weights of vCPUs. */
export function xen42(options: XenOptions = {}): Platform {
  const about = "Xen 4.2 and later, paravirtual guests, credit with exact debit";
  return xen({ name: "xen-4.2", year: 2012, about, scheduling: credit(creditXen42) }, options);
}
