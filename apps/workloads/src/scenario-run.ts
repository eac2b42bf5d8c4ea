import type { WorldBuilder } from "@crosstalk/experiment";
import type { Platform } from "@crosstalk/platforms";
import type { AnyScenario } from "./scenario.ts";

/** A scenario composed on a platform: what an experiment whose factors are both has as its world. */
export interface ScenarioRun {
  ended(): boolean;
  /** A measure of the scenario's, once the run has ended; undefined where the scenario has none of that name. */
  value(measure: string): number | undefined;
  /** What the scenario's measures can be followed to, once the run has ended; undefined where it tells nothing. */
  evidence(): unknown;
}

/** Composes a scenario on a platform. */
export function scenarioRun(builder: WorldBuilder, platform: Platform, scenario: AnyScenario): ScenarioRun {
  const world = scenario.world(builder, platform);
  let values: Readonly<Record<string, number>> | undefined;
  return {
    ended: () => scenario.ended(world),
    value(measure) {
      values ??= scenario.measure(world);
      return values[measure];
    },
    evidence: () => scenario.evidence?.(world),
  };
}
