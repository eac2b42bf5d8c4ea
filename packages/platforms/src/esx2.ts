import { binaryTranslation } from "@crosstalk/hypervisor";
import { proportionalShare } from "@crosstalk/scheduling";
import { shareParameters } from "./costs/scheduling.ts";
import { softwareVmm2006Costs } from "./costs/software-vmm-2006.ts";
import { vmm2006OwnCosts } from "./costs/vmm-2006.ts";
import { type EsxMemoryOptions, esxMemory } from "./esx-memory.ts";
import { type FullVirtualizationOptions, fullVirtualization } from "./full-virtualization.ts";
import type { Platform } from "./platform.ts";

/** How ESX 2 is set up. */
export interface Esx2Options extends FullVirtualizationOptions {
  /** Which of its memory management is done, by default all; false: none, and a VM's memory is its own for good. */
  readonly memory?: false | EsxMemoryOptions;
}

/**
 * VMware ESX 2 (2003-2006): unchanged guests under binary translation with shadow page tables, on a kernel of its own
 * that owns the hardware. Its service console only manages, so it is left out.
 *
 * Processor costs are those of the same software VMM as measured in VMware Player; no published row of ESX itself was
 * seen. Virtual processors are scheduled by proportional share, with reservations and limits. Equal pages of guests are
 * shared, balloons and the idle memory tax divide memory when it is short, and the host pages as the last resort.
 */
export function esx2(options: Esx2Options = {}): Platform {
  return fullVirtualization(
    () => ({
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
      scheduling: proportionalShare(shareParameters()),
      ...(options.memory === false ? {} : { memory: esxMemory(options.memory) }),
    }),
    options,
  );
}
