import { namedConstants } from "@crosstalk/hardware";
import { recalledCycles } from "./netburst-cycles.ts";
import { type OwnWork, ownCosts } from "./own-costs.ts";

/**
 * Work of a VMM's kernel of 2001 to 2006 in its own actions, in nanoseconds on the reference host. Recalled by likeness
 * to other small kernels: no measurement was seen.
 */
export const vmm2006OwnWork = namedConstants("vmm-2006", {
  switching: recalledCycles(2_500, "scheduling decision, registers, segments, control registers", [1_000, 8_000]),
  interrupt: recalledCycles(1_000, "dispatch of a physical interrupt", [300, 4_000]),
  alarm: recalledCycles(1_200, "accounting of shares", [400, 4_000]),
  sendInterrupt: recalledCycles(1_000, "marking an interrupt on another virtual processor", [300, 4_000]),
  notify: recalledCycles(1_000, "marking the other end of a channel", [300, 4_000]),
} satisfies OwnWork);

/**
 * What the own actions of VMware's VMMs cost, with binary translation or hardware assistance. Simplified: the exit that
 * an interrupt of the hardware causes in an assisted guest is counted with the guest's own interrupt only.
 */
export const vmm2006OwnCosts = ownCosts("VMM 2006", vmm2006OwnWork);
