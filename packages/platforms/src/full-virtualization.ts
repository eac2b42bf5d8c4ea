import { readWhenUsed, withoutReading } from "@crosstalk/hardware";
import { type HypervisorCosts, installHypervisor, type MemoryManagement, type Rewriting } from "@crosstalk/hypervisor";
import type { ConfiguredPolicy } from "@crosstalk/scheduling";
import { enforcementOf } from "./enforcement.ts";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { placeOn } from "./place.ts";
import type { Platform } from "./platform.ts";
import { virtualMachineTenants } from "./tenant-machine.ts";

/** How a platform whose guests are unchanged is set up. */
export interface FullVirtualizationOptions {
  /** How its virtual processors are scheduled; by default as in the product. */
  readonly scheduling?: ConfiguredPolicy;
  /** The guests' kernel. */
  readonly guest?: LinuxOptions;
}

/** Which product it is. */
export interface FullVirtualization extends Pick<Platform, "name" | "year" | "about" | "sources"> {
  /** Path of the hypervisor on the world's first host, and the owner of its accounts. */
  readonly path: string;
  readonly rewriting: Rewriting;
  readonly costs: HypervisorCosts;
  readonly scheduling: ConfiguredPolicy;
  /** How its guests' memory is managed; absent: it is theirs for good. */
  readonly memory?: MemoryManagement;
}

/**
 * A hypervisor of its own on the hardware, without a control domain, whose guests are unchanged: each tenant is a VM with
 * a kernel of its own, which ticks while it is idle and is told nothing of stolen time, as on bare hardware.
 *
 * A tenant's devices are those of the host that it names: its kernel's own driver works them, each access to a port is
 * emulated, and their interrupts are taken by the hypervisor and passed on to the tenant's first virtual processor. So
 * nothing but the hypervisor has to run for a tenant's input and output. Simplified: the products emulate a card of
 * their own, on top of the hypervisor's driver, for several VMs to share a device; here each has its own.
 */
export function fullVirtualization(make: () => FullVirtualization, options: FullVirtualizationOptions): Platform {
  const product = readWhenUsed(make);
  const { path: name, rewriting: _, costs: __, scheduling, memory: ___, ...description } = withoutReading(product);
  const platform: Platform = {
    ...description,
    tenants: "machines",
    enforces: enforcementOf(options.scheduling ?? scheduling, "virtual processors"),
    boot(simulation, host) {
      const { rewriting, costs, memory, ...usual } = product();
      const path = placeOn(simulation, host, name);
      const hypervisor = installHypervisor(simulation, path, host, {
        name: description.name,
        scheduling: options.scheduling ?? usual.scheduling,
        rewriting,
        costs,
        stolenTime: false,
        ...(memory === undefined ? {} : { memory }),
      });
      const kernel = linuxKernel(options.guest);
      const tenants = { simulation, host, platform: platform.name, hypervisor, kernelFor: () => kernel, passThrough: true };
      return { platform, host, tenant: virtualMachineTenants(tenants) };
    },
  };
  return platform;
}
