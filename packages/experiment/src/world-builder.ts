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

/** A builder for one run. */
export function worldBuilder(simulation: Simulation): WorldBuilder {
  return {
    simulation,
    host: (path, model, options) => buildHost(simulation, path, model, options),
    random: (name) => simulation.random(name),
  };
}
