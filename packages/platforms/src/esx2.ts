import { binaryTranslation } from "@crosstalk/hypervisor";
import { proportionalShare } from "@crosstalk/scheduling";
import { softwareVmm2006Costs } from "./costs/software-vmm-2006.ts";
import { vmm2006OwnCosts } from "./costs/vmm-2006.ts";
import { type FullVirtualizationOptions, fullVirtualization } from "./full-virtualization.ts";
import type { Platform } from "./platform.ts";

/**
 * VMware ESX 2 (2003-2006): unchanged guests under binary translation with shadow page tables, on a kernel of its own
 * that owns the hardware. Its service console only manages, so it is left out.
 *
 * Processor costs are those of the same software VMM as measured in VMware Player; no published row of ESX itself was
 * seen. Virtual processors are scheduled by proportional share, with reservations and limits.
 */
export function esx2(options: FullVirtualizationOptions = {}): Platform {
  return fullVirtualization(
    {
      name: "esx-2",
      year: 2004,
      about: "VMware ESX 2, unchanged guests, binary translation and shadow page tables",
      sources: [
        "Adams & Agesen, ASPLOS 2006, raw data appendix (software VMM) and section 3",
        "Waldspurger, OSDI 2002 (recalled): ESX Server owns the hardware, a service console manages",
      ],
      path: "esx",
      rewriting: binaryTranslation(softwareVmm2006Costs),
      costs: vmm2006OwnCosts,
      scheduling: proportionalShare(),
    },
    options,
  );
}
