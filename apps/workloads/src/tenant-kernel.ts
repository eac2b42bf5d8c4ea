import type { Simulation } from "@crosstalk/engine";
import type { KernelContext } from "@crosstalk/guest-os";

/** Paths of all kernels of a world, in order of assembly. */
export function kernelPaths(simulation: Simulation): readonly string[] {
  return simulation.paths.filter((path) => {
    const { context } = simulation.snapshot(path);
    return typeof context === "object" && context !== null && "endings" in context && "tenants" in context;
  });
}

/** What a kernel remembers. To be read only. */
export function kernelAt(simulation: Simulation, path: string): KernelContext {
  return simulation.snapshot(path).context as KernelContext;
}

/** The path of the kernel that runs a tenant's programs: its own, or that which all share. */
export function kernelOf(simulation: Simulation, tenant: string): string {
  const path = kernelPaths(simulation).find((each) =>
    kernelAt(simulation, each).tenants.some(({ name, programs }) => name === tenant && programs.length > 0),
  );
  if (path === undefined) throw new RangeError(`no kernel runs programs of a tenant ${tenant}`);
  return path;
}
