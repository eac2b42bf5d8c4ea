import type { WorldBuilder } from "@crosstalk/experiment";
import type { Platform } from "@crosstalk/platforms";

/**
 * One run of an experiment, composed on whichever platform it is given: a program alone, a victim beside an antagonist,
 * a fault injected, a prober among others. Experiments take scenarios as the levels of a factor, and the figure puts
 * those of several experiments together.
 */
export interface Scenario<World = unknown> {
  /** Lower-case letters, digits and dashes; unique in its experiment. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  /** Composes the world of one run. Must do the same each time. */
  world(builder: WorldBuilder, platform: Platform): World;
  /** Whether the run is over. */
  ended(world: World): boolean;
  /** What came of it when the run has ended, by measure; each scenario of an experiment gives a subset of its measures. */
  measure(world: World): Readonly<Record<string, number>>;
  /** What the measures can be followed to: a JSON value, read from the run; absent: nothing. Must not change the run. */
  evidence?(world: World): unknown;
}

/** A scenario whose world only it knows. */
export type AnyScenario = Scenario<unknown>;

/** Forgets what a scenario's world is made of, so that scenarios with different worlds stand in one list. */
export function anyScenario<World>(scenario: Scenario<World>): AnyScenario {
  return scenario as unknown as AnyScenario;
}
