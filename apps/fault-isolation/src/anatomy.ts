import type { Simulation } from "@crosstalk/engine";

/** What a system that has been built is made of, as far as faults concern it. */
export interface Anatomy {
  /** What provides tenants' machines and can have a bug that they reach: a hypervisor, or a kernel that hosts machines. */
  readonly provider?: string;
  /** The control domain's path, and that of its hypervisor. */
  readonly control?: { readonly hypervisor: string; readonly machine: string };
}

interface HypervisorDescription {
  readonly kind: "hypervisor";
  readonly machines: readonly { readonly name: string; readonly privileged: boolean }[];
}

interface KernelDescription {
  readonly kind: "kernel";
  readonly machines: readonly string[];
}

/** Looks at what has been put into a world: which faults there can be follows from it, whatever the platform is called. */
export function anatomyOf(simulation: Simulation): Anatomy {
  let found: Anatomy = {};
  for (const [path, description] of Object.entries(simulation.descriptions())) {
    const known = description as HypervisorDescription | KernelDescription | { readonly kind: "host" };
    if (known.kind === "hypervisor") {
      found = { ...found, provider: path };
      const control = known.machines.find(({ privileged }) => privileged);
      if (control !== undefined) found = { ...found, control: { hypervisor: path, machine: `${path}/${control.name}` } };
    } else if (known.kind === "kernel" && known.machines.length > 0) found = { provider: path, ...found };
  }
  return found;
}
