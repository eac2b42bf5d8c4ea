import type { Derived, Experiment } from "@crosstalk/experiment";
import { type AnyScenario, anyScenario, scenarioExperiment } from "@crosstalk/workloads";
import { isProbed, probedWorld } from "./probed-world.ts";
import { measureReached, securityMeasures } from "./reached.ts";

/** A prober among others, on whichever platform. */
export const securityScenarios: readonly AnyScenario[] = [
  anyScenario({
    name: "prober",
    about: "a prober between two tenants tries to see, read, change and disturb what they own",
    world: probedWorld,
    ended: isProbed,
    measure: measureReached,
  }),
];

/** Security isolation of one run: what share of the others' objects was out of the prober's reach. */
export const securityOfRun: Derived = {
  unit: "1",
  about: "1 less the share of the others' objects that was reached",
  of: ({ values: { reached } }) => (reached === undefined ? undefined : 1 - reached),
};

/**
 * What a tenant can see, read, change and disturb of what others own, by looking it up through the system calls that its
 * kernel has. Kinds count alike: files, processes, memory, ports, IPC objects, users, the log, counters, room in tables.
 */
export const securityIsolation: Experiment = scenarioExperiment({
  name: "security-isolation",
  about: "What share of the others' objects a tenant can see, read, change or disturb, by platform",
  scenarios: securityScenarios,
  measures: securityMeasures,
  derived: { isolation: securityOfRun },
  replications: 5,
  summary: ["isolation", ...Object.keys(securityMeasures)],
});
