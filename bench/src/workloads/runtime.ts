import type { SimulationOptions } from "@crosstalk/engine";

/** What runs the statecharts: our compiled runtime, or XState's interpreter inside our simulation. */
export type Runtime = "compiled" | "reference";

/** The runtimes that the engine has. Without the option `runtime` of a simulation, XState's interpreter runs everything. */
export const runtimes: readonly Runtime[] = ["reference"];

/** Options of a simulation under a runtime. */
export function withRuntime(options: SimulationOptions, runtime: Runtime): SimulationOptions {
  const chosen = { ...options, runtime };
  return chosen;
}
