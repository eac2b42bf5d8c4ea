import { begin, ms, type Run, resume, type SavedSimulation, type SimulationOptions } from "@crosstalk/engine";
import type { Host } from "@crosstalk/hardware";
import { assembleShipped, platforms, type ShippedParameters } from "../support/shipped.ts";

/** A scenario as data, so that other processes and threads can run it. */
export interface Scenario extends ShippedParameters {
  readonly name: string;
  /** Length of its run, ns: enough for a round of the programs. */
  readonly length: number;
}

/** The shipped scenarios: every platform on two processors, and two of them on one. */
export const scenarios: readonly Scenario[] = platforms.flatMap(({ name }, platform) =>
  (["linux", "xen-3.0.4"].includes(name) ? [1, 2] : [2]).map((processors) => {
    const plural = processors === 1 ? "processor" : "processors";
    const length = name === "nested 3 deep" ? ms(250) : ["nested 2 deep", "user-mode-linux"].includes(name) ? ms(50) : ms(25);
    return { name: `${name}, ${processors} ${plural}`, platform, processors, rounds: 3, length };
  }),
);

/** Begins a scenario. */
export function beginScenario(scenario: Scenario, options: SimulationOptions): Run<Scenario, Host> {
  return begin(assembleShipped, scenario, options);
}

/** Takes a saved scenario up again. */
export function resumeScenario(scenario: Scenario, options: SimulationOptions, saved: SavedSimulation): Run<Scenario, Host> {
  return resume(assembleShipped, scenario, options, saved);
}

/** Fingerprint of a scenario that is run to its end without interruption. */
export function fingerprintOf(scenario: Scenario, options: SimulationOptions): string {
  const { simulation } = beginScenario(scenario, options);
  simulation.run(scenario.length);
  return simulation.fingerprint;
}
