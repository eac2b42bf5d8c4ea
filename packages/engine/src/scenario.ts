import type { SimulationOptions } from "./model-event.ts";
import type { SavedSimulation } from "./saved.ts";
import { Simulation } from "./simulation.ts";

/** Assembles a world from parameters, and returns what one wants to look at. Must do the same each time. */
export type Assemble<Parameters, World> = (simulation: Simulation, parameters: Parameters) => World;

/** A run together with how its world was assembled, so that it can be forked. */
export interface Run<Parameters, World> {
  readonly simulation: Simulation;
  readonly world: World;
  readonly parameters: Parameters;
  /**
   * A second run that goes on from this one's present state, independently. With other parameters it is a what-if: the
   * world is assembled from them, then takes up the state. Parameters may change what models are given from outside
   * (costs, behaviour), not which actors there are nor what was copied into contexts at the start.
   */
  fork(parameters?: Parameters): Run<Parameters, World>;
}

/** Assembles a world and makes a run of it. */
export function begin<Parameters, World>(
  assemble: Assemble<Parameters, World>,
  parameters: Parameters,
  options: SimulationOptions,
): Run<Parameters, World> {
  return wrap(assemble, parameters, options, undefined);
}

/** Assembles a world and takes up a saved run in it; the options must be those of the saved run. */
export function resume<Parameters, World>(
  assemble: Assemble<Parameters, World>,
  parameters: Parameters,
  options: SimulationOptions,
  saved: SavedSimulation,
): Run<Parameters, World> {
  return wrap(assemble, parameters, options, saved);
}

function wrap<Parameters, World>(
  assemble: Assemble<Parameters, World>,
  parameters: Parameters,
  options: SimulationOptions,
  saved: SavedSimulation | undefined,
): Run<Parameters, World> {
  const simulation = new Simulation(options);
  const world = assemble(simulation, parameters);
  if (saved !== undefined) simulation.restore(saved);
  return {
    simulation,
    world,
    parameters,
    fork: (changed = parameters) => wrap(assemble, changed, options, simulation.save()),
  };
}
