import type { RandomStream, Simulation } from "@crosstalk/engine";
import { buildHost, type Host, type HostModel, type HostOptions } from "@crosstalk/hardware";

/** What an experiment composes its world with. */
export interface WorldBuilder {
  /** The run, for actors and wires of one's own. */
  readonly simulation: Simulation;
  /** Builds a host of the catalogue under a path. */
  host(path: string, model: HostModel, options?: HostOptions): Host;
  /** The run's random stream of a name, for draws while the world is composed. */
  random(name: string): RandomStream;
}

const hostsBySimulation = new WeakMap<Simulation, Host[]>();

/** The hosts that were built by a simulation's world builder. */
export function hostsOf(simulation: Simulation): readonly Host[] {
  return hostsBySimulation.get(simulation) ?? [];
}

/** A builder for one run. */
export function worldBuilder(simulation: Simulation): WorldBuilder {
  const hosts: Host[] = [];
  hostsBySimulation.set(simulation, hosts);
  return {
    simulation,
    host(path, model, options) {
      const host = buildHost(simulation, path, model, options);
      hosts.push(host);
      return host;
    },
    random: (name) => simulation.random(name),
  };
}
