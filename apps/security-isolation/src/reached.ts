import { type Exposure, exposure, type ObjectKind, objectKinds, type Reach } from "@crosstalk/guest-os";
import type { ScenarioMeasures } from "@crosstalk/workloads";
import { objectsOf, PROBER, type ProbedWorld } from "./probed-world.ts";
import { sharedComponents } from "./shared-components.ts";

/** What a prober may do to an object, from learning that it is there to taking it from its owner. */
const REACHES: readonly Reach[] = ["see", "read", "change", "disturb"];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Share of the objects of a kind that were reached, in the mean over the four ways. */
const reachedOf = (each: Exposure): number => mean(REACHES.map((reach) => each[reach]));

/** What is measured of a prober among others. */
export const securityMeasures: ScenarioMeasures = {
  reached: {
    unit: "1",
    about: "share of the others' objects reached: mean over kinds of the mean over see, read, change, disturb",
  },
  ...Object.fromEntries(
    REACHES.map((reach) => [`reached.${reach}`, { unit: "1", about: `share that the prober could ${reach}, mean over kinds` }]),
  ),
  ...Object.fromEntries(
    objectKinds.map((kind) => [`reached.${kind}`, { unit: "1", about: `share of ${kind} objects, mean over the four ways` }]),
  ),
  shared: { unit: "1", about: "kernels and hypervisors whose code and data the prober and the others all depend on" },
};

/**
 * What came of a prober among others. Not every way is open to every kind (a port can be seen and taken, but not read), so
 * that even where nothing is kept apart the shares stay below 1; the ways are the same on every platform.
 */
export function measureReached(world: ProbedWorld): Readonly<Record<string, number>> {
  const shares = exposure(world.events(), PROBER, objectsOf(world));
  const kinds = Object.entries(shares) as [ObjectKind, Exposure][];
  return {
    reached: mean(kinds.map(([, each]) => reachedOf(each))),
    ...Object.fromEntries(REACHES.map((reach) => [`reached.${reach}`, mean(kinds.map(([, each]) => each[reach]))])),
    ...Object.fromEntries(kinds.map(([kind, each]) => [`reached.${kind}`, reachedOf(each)])),
    shared: sharedComponents(world.simulation),
  };
}
