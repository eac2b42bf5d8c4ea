import { binaryTranslation } from "@crosstalk/hypervisor";
import { workstation2003Costs, worldSwitch } from "./costs/workstation-2003.ts";
import { type HostedOptions, hostedMachines } from "./hosted-machines.ts";
import type { Platform } from "./platform.ts";

/**
 * VMware Workstation 3.2 (2002) on Linux: unchanged guests under binary translation with shadow page tables, in a VMM that
 * takes the whole processor over while it runs. The host's kernel is not below it but beside it: each interrupt, of the
 * host's timer, too, and all that only the host can do (input and output, waiting) takes a switch of the world to the host
 * and one back. What a tenant gets of the processor, the host's scheduler decides.
 *
 * Simplified: the process's other threads, which emulate devices, are left out; a tenant may have several processors,
 * though 3.2 gave one.
 */
export function workstation32(options: HostedOptions = {}): Platform {
  return hostedMachines(
    () => ({
      name: "workstation-3.2",
      year: 2002,
      about: "VMware Workstation 3.2 on Linux: unchanged guests, binary translation, switches of the world to its host",
      sources: [
        "Barham et al., SOSP 2003, Tables 3-5 (VMware Workstation 3.2)",
        "Sugerman et al., USENIX 2001: hosted virtual machine monitor, world switches",
        "Adams & Agesen, ASPLOS 2006, raw data appendix (software VMM), where the same is taken of the older product",
      ],
      rewriting: binaryTranslation(workstation2003Costs),
      features: { hypervisor: "VMware", stolenTime: false },
      leaving: worldSwitch,
    }),
    options,
  );
}
