import { installKernel, type KernelOptions } from "@crosstalk/guest-os";
import { type Features, type Operations, readWhenUsed, withoutReading } from "@crosstalk/hardware";
import { type Rewriting, rewriter } from "@crosstalk/hypervisor";
import { enforcementOf } from "./enforcement.ts";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { placeOn } from "./place.ts";
import type { Platform } from "./platform.ts";
import { TENANT_PAGES, tenantOfMachine } from "./tenant-machine.ts";
import { checkTenant } from "./tenant-options.ts";

/** How a platform is set up whose virtual machines are processes of a host's Linux. */
export interface HostedOptions {
  /** The kernel whose threads the virtual processors are. */
  readonly host?: LinuxOptions;
  /** The tenants' kernels. */
  readonly guest?: LinuxOptions;
}

/** Which product it is. */
export interface HostedMachines extends Pick<Platform, "name" | "year" | "about" | "sources"> {
  readonly rewriting: Rewriting;
  /** What its guests find out about it; whether it is paravirtual, the rewriting tells. */
  readonly features: Omit<Features, "paravirtual">;
  /** What it takes to leave a virtual processor for the host, and to go back, at an interrupt of the host; absent: nothing. */
  readonly leaving?: Operations;
}

/**
 * A platform whose tenants are processes of a Linux kernel that give a machine each: its processors are threads, which
 * compete under the kernel's own scheduler, and the tenant's kernel runs in it. Weights of tenants are weights of each of
 * their threads, where the scheduler knows weights (EEVDF); O(1) knows nice levels only, so all threads are equal there.
 * Caps and reservations can't be enforced.
 */
export function hostedMachines(make: () => HostedMachines, options: HostedOptions): Platform {
  const product = readWhenUsed(make);
  const { rewriting: _, features, leaving: __, ...description } = withoutReading(product);
  const hosting: LinuxOptions = options.host ?? {};
  const hostKernel = readWhenUsed(() => linuxKernel(hosting));
  const enforces = enforcementOf(withoutReading(hostKernel).scheduling, "virtual processors", { reservations: false });
  const platform: Platform = {
    ...description,
    tenants: "machines",
    enforces,
    boot(simulation, host) {
      const { rewriting, leaving } = product();
      const path = placeOn(simulation, host, "linux");
      const rewrite = rewriter(rewriting, path);
      const kernel = installKernel(simulation, path, host, {
        ...hostKernel(),
        hosting: { rewriting, rewrite: (_kernel, segment) => rewrite(segment), ...(leaving === undefined ? {} : { leaving }) },
      });
      const guest: KernelOptions = linuxKernel(options.guest);
      const names: string[] = [];
      return {
        platform,
        host,
        tenant(name, wanted = {}) {
          const checked = checkTenant(platform.name, names, name, wanted, enforces, host);
          const { weight, processors, pages = TENANT_PAGES, devices = [] } = checked;
          const owner = kernel.tenant(name, { weight });
          const machine = owner.machine(name, {
            processors,
            pages,
            devices,
            features: { ...features, paravirtual: rewriting.paravirtual },
            rewriting: rewriting.name,
          });
          const scheduler = `${path}/scheduler`;
          return tenantOfMachine({ simulation, host, name, machine, kernel: guest, scheduler, group: owner.index });
        },
      };
    },
  };
  return platform;
}
