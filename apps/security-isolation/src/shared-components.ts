import type { Simulation } from "@crosstalk/engine";
import { kernelAt } from "@crosstalk/workloads";

/**
 * How many kernels and hypervisors all tenants of a world depend on, as components tell of themselves: every one but the
 * kernels that a single tenant has to itself. A kernel without tenants is that of a control domain.
 */
export function sharedComponents(simulation: Simulation): number {
  const described = Object.entries(simulation.descriptions()) as [string, { readonly kind?: string }][];
  return described.filter(([path, { kind }]) => {
    if (kind === "hypervisor") return true;
    return kind === "kernel" && kernelAt(simulation, path).tenants.length !== 1;
  }).length;
}
