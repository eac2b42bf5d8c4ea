import { installKernel } from "@crosstalk/guest-os";
import { hardwareAssisted, rewriter } from "@crosstalk/hypervisor";
import { assisted2006Costs } from "./costs/assisted-2006.ts";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import type { Platform } from "./platform.ts";
import { TENANT_PAGES, tenantOfMachine } from "./tenant-machine.ts";
import { checkTenant } from "./tenant-options.ts";

/** How a kernel with virtual machines made of its threads is set up. */
export interface LinuxThreadsOptions {
  /** The kernel whose threads the virtual processors are. */
  readonly host?: LinuxOptions;
  /** The tenants' kernels. */
  readonly guest?: LinuxOptions;
}

/**
 * Machines made of threads, in the least: each tenant is a process of a Linux kernel that gives a machine, whose
 * processors are threads and compete under the kernel's own scheduler; the tenant's kernel in it runs with hardware
 * assistance (first-generation VT-x, shadow page tables), as on KVM of 2007. Weights of tenants are weights of each of
 * their threads, where the scheduler knows weights (EEVDF). Caps can't be enforced.
 *
 * Simplified: exits are handled as by VMware's VMM of 2006, for which there are measurements, so KVM's giving up of
 * shadows that are written often is left out; no devices, so no device model and no vhost threads that would compete, too; no halt polling; the
 * entering and leaving of a guest at the host's own ticks and switches is not charged.
 */
export function linuxThreads(options: LinuxThreadsOptions = {}): Platform {
  const modern = options.host?.scheduler === "eevdf";
  const platform: Platform = {
    name: modern ? "linux-threads-eevdf" : "linux-threads",
    year: modern ? 2023 : 2007,
    about: `virtual machines whose processors are threads of a Linux kernel, ${modern ? "EEVDF" : "O(1)"} scheduler`,
    sources: [
      "Adams & Agesen, ASPLOS 2006, raw data appendix (VT-x VMM)",
      "Linux 2.6.20 drivers/kvm (recalled): a virtual machine is a process, a virtual processor a thread",
    ],
    boot(simulation, host) {
      const path = "linux";
      const rewriting = hardwareAssisted(assisted2006Costs);
      const rewrite = rewriter(rewriting, path);
      const kernel = installKernel(simulation, path, host, {
        ...linuxKernel(options.host),
        hosting: { rewrite: (_, segment) => rewrite(segment) },
      });
      const features = { hypervisor: "KVM", paravirtual: rewriting.paravirtual, stolenTime: true };
      const names: string[] = [];
      return {
        platform,
        host,
        tenant(name, wanted = {}) {
          const can = { caps: false, reservations: false };
          const {
            weight,
            processors,
            pages = TENANT_PAGES,
            devices = [],
          } = checkTenant(platform.name, names, name, wanted, can, host);
          const owner = kernel.tenant(name, { weight });
          const machine = owner.machine(name, { processors, pages, devices, features, rewriting: rewriting.name });
          const scheduler = `${path}/scheduler`;
          const guest = linuxKernel(options.guest);
          return tenantOfMachine({ simulation, host, name, machine, kernel: guest, scheduler, group: owner.index });
        },
      };
    },
  };
  return platform;
}
