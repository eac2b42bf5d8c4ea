import type { Simulation } from "@crosstalk/engine";
import type { Host } from "@crosstalk/hardware";

/**
 * The path of what a platform puts on a host. A world's first system of the kind has the plain name, further ones, on other
 * hosts, have that of their host with it, so that a world can have several machines of the same make.
 */
export function placeOn(simulation: Simulation, host: Host, name: string): string {
  return simulation.paths.includes(name) ? `${name}-${host.path}` : name;
}
