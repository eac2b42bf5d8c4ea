import { hardwareAssisted } from "@crosstalk/hypervisor";
import { credit, creditXen304 } from "@crosstalk/scheduling";
import { assisted2006Costs } from "./costs/assisted-2006.ts";
import { vmm2006OwnCosts } from "./costs/vmm-2006.ts";
import { type FullVirtualizationOptions, fullVirtualization } from "./full-virtualization.ts";
import type { Platform } from "./platform.ts";

/**
 * The VMM of 2006 that Adams and Agesen compared with their binary translator: unchanged guests with first-generation
 * VT-x and the same shadow page tables. Its scheduler is credit: theirs is not told. Simplified: it owns the hardware, though theirs was hosted; what they measured
 * is a guest that computes alone, whose exits end in the VMM.
 *
 * On a host without VT-x it tells what would have been: see the dual Xeon's entry in the host catalogue.
 */
export function vtx2006(options: FullVirtualizationOptions = {}): Platform {
  return fullVirtualization(
    () => ({
      name: "vtx-2006",
      year: 2006,
      about: "VMM with first-generation VT-x, unchanged guests, shadow page tables",
      sources: ["Adams & Agesen, ASPLOS 2006, raw data appendix (hardware VMM) and Table 1"],
      path: "vmm",
      rewriting: hardwareAssisted(assisted2006Costs),
      costs: vmm2006OwnCosts,
      scheduling: credit(creditXen304),
    }),
    options,
  );
}
