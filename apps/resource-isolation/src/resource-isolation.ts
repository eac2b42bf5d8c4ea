import type { Experiment } from "@crosstalk/experiment";
import { type ScenarioMeasures, scenarioExperiment } from "@crosstalk/workloads";
import { MOST } from "./resource-world.ts";
import { resourceScenarios } from "./scenarios.ts";
import { resourceScore } from "./score.ts";

/** What is measured of a victim. */
export const resourceMeasures: ScenarioMeasures = {
  completion: { unit: "s", about: "from the victim's beginning to its end" },
  failed: { unit: "1", about: "share of the victim's work that failed" },
};

/**
 * How much of what it is entitled to a tenant gets beside one that takes all it can: processor time by one process and by
 * many, processes, memory, entries of a kernel's table. One processor of the dual Xeon of 2003, two tenants of equal
 * entitlement.
 */
export const resourceIsolation: Experiment = scenarioExperiment({
  name: "resource-isolation",
  about: "What a tenant gets of its entitlement beside one that takes all it can, by platform",
  scenarios: resourceScenarios,
  measures: resourceMeasures,
  derived: { isolation: resourceScore() },
  // A run ends at the first event after MOST.
  most: MOST + 1_000_000_000,
  replications: 3,
  figure: {
    title: "What a tenant gets of its entitlement beside an antagonist",
    x: "scenario",
    y: "isolation",
    series: "platform",
    xTitle: "antagonist",
    yTitle: "share of the entitlement",
  },
});
