import type { Simulation } from "@crosstalk/engine";

/** A piece of software that all tenants depend on and that can fail, and how one tenant comes to a bug of it. */
export type Component =
  /** A kernel whose processes the tenants are: by a system call. */
  | { readonly path: string; readonly reached: "by system call" }
  /** What provides the tenants' machines, a hypervisor or a kernel: by what a tenant's kernel asks of its machine. */
  | { readonly path: string; readonly reached: "by machine" }
  /** A virtual machine that does something for all others: no tenant reaches it, so it is made to crash at the console. */
  | { readonly path: string; readonly reached: "at console"; readonly hypervisor: string };

/** What a system that has been built on a host is made of, as far as faults concern it. Every system has both. */
export interface Anatomy {
  /** The most privileged software: what runs on the hardware itself. */
  readonly lowest: Component;
  /** What drives the devices for all tenants: a control domain, or what is lowest. */
  readonly driver: Component;
}

interface HypervisorDescription {
  readonly kind: "hypervisor";
  readonly machine: string;
  readonly machines: readonly { readonly name: string; readonly privileged: boolean }[];
}

interface KernelDescription {
  readonly kind: "kernel";
  readonly machine: string;
  readonly machines: readonly string[];
}

/**
 * Looks at what has been put on a host, tenants and all: of which components there can be faults follows from it, whatever
 * the platform is called. Simplified: there is one layer of virtual machines at most, so what is lowest provides them.
 */
export function anatomyOf(simulation: Simulation, host: string): Anatomy {
  for (const [path, description] of Object.entries(simulation.components())) {
    const known = description as HypervisorDescription | KernelDescription | { readonly kind: "host" };
    if (known.kind === "host" || known.machine !== host) continue;
    if (known.kind === "kernel") {
      const lowest: Component = { path, reached: known.machines.length > 0 ? "by machine" : "by system call" };
      return { lowest, driver: lowest };
    }
    const lowest: Component = { path, reached: "by machine" };
    const control = known.machines.find(({ privileged }) => privileged);
    if (control === undefined) return { lowest, driver: lowest };
    return { lowest, driver: { path: `${path}/${control.name}`, reached: "at console", hypervisor: path } };
  }
  throw new RangeError(`nothing has been put on ${host}; allowed is a host on which a platform has been booted`);
}
