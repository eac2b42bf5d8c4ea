import type { Simulation } from "@crosstalk/engine";
import type { Machine } from "@crosstalk/hardware";
import {
  type HardwareAssistedCosts,
  type HypervisorOptions,
  hardwareAssisted,
  type InstalledHypervisor,
  installHypervisor,
} from "@crosstalk/hypervisor";
import { xen2003OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";

/** A hypervisor with shadow paging that reads two fields and writes one at each exit, and works for 1 us. */
export const assistedCosts: HardwareAssistedCosts = {
  name: "test assisted",
  exit: { controlReads: 2, controlWrites: 1, work: 1_000 },
  paging: "shadow",
  interrupts: "exiting",
  shadowedControl: false,
  hiddenFaults: 2,
  handling: {},
};

/** A hardware-assisted hypervisor with round robin, so that nothing happens in it by itself while one VM runs. */
export function assistedHypervisor(
  simulation: Simulation,
  path: string,
  machine: Machine,
  options: Partial<HypervisorOptions> = {},
): InstalledHypervisor {
  return installHypervisor(simulation, path, machine, {
    name: path,
    scheduling: roundRobin({ slice: 30_000_000 }),
    rewriting: hardwareAssisted(assistedCosts),
    costs: xen2003OwnCosts,
    ...options,
  });
}
