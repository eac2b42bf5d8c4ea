import { hardwareAssisted } from "@crosstalk/hypervisor";
import { assisted2006Costs } from "./costs/assisted-2006.ts";
import { type HostedOptions, hostedMachines } from "./hosted-machines.ts";
import type { Platform } from "./platform.ts";

/** How a kernel with virtual machines made of its threads is set up. */
export type LinuxThreadsOptions = HostedOptions;

/**
 * Machines made of threads, in the least: each tenant's kernel runs in threads of a Linux kernel with hardware assistance
 * (first-generation VT-x, shadow page tables), as on KVM of 2007.
 *
 * Simplified: exits are handled as by VMware's VMM of 2006, for which there are measurements, so KVM's giving up of
 * shadows that are written often is left out; no device model and no vhost threads that would compete, too; no halt
 * polling; the entering and leaving of a guest at the host's own ticks and switches is not charged.
 */
export function linuxThreads(options: LinuxThreadsOptions = {}): Platform {
  const modern = options.host?.scheduler === "eevdf";
  return hostedMachines(
    () => ({
      name: modern ? "linux-threads-eevdf" : "linux-threads",
      year: modern ? 2023 : 2007,
      about: `virtual machines whose processors are threads of a Linux kernel, ${modern ? "EEVDF" : "O(1)"} scheduler`,
      sources: [
        "Adams & Agesen, ASPLOS 2006, raw data appendix (VT-x VMM)",
        "Linux 2.6.20 drivers/kvm (recalled): a virtual machine is a process, a virtual processor a thread",
      ],
      rewriting: hardwareAssisted(assisted2006Costs),
      features: { hypervisor: "KVM", stolenTime: true },
    }),
    options,
  );
}
