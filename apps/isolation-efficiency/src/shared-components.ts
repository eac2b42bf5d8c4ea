import { Simulation } from "@crosstalk/engine";
import { sleep } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import type { Platform } from "@crosstalk/platforms";

interface Described {
  readonly kind?: string;
  readonly tenants?: readonly unknown[];
  readonly costs?: { readonly name?: string };
  readonly rewriting?: { readonly name?: string };
}

/** What the components of a platform with two tenants tell of themselves, by path. */
function describedOn(platform: Platform): readonly (readonly [string, Described])[] {
  const simulation = new Simulation({ seed: 1 });
  const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
  for (const name of ["one", "other"]) system.tenant(name).run(sleep(1));
  return Object.entries(simulation.components()) as readonly (readonly [string, Described])[];
}

/** Names of the cost tables that kernels and hypervisors of a platform use, each once. */
export function costTableNames(platform: Platform): readonly string[] {
  const names = describedOn(platform).flatMap(([, { costs, rewriting }]) => [costs?.name, rewriting?.name]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Software whose code and data two tenants of a platform both depend on. */
export interface SharedComponents {
  readonly kernels: readonly string[];
  readonly hypervisors: readonly string[];
}

/**
 * What two tenants of a platform share, as the components tell of themselves: every hypervisor, and every kernel but those
 * that one tenant has to itself. A kernel without tenants is a control domain's, on which all depend.
 */
export function sharedComponents(platform: Platform): SharedComponents {
  const described = describedOn(platform);
  const paths = (holds: (description: Described) => boolean): string[] =>
    described.filter(([, description]) => holds(description)).map(([path]) => path);
  return {
    kernels: paths(({ kind, tenants }) => kind === "kernel" && tenants?.length !== 1),
    hypervisors: paths(({ kind }) => kind === "hypervisor"),
  };
}
