import { seconds } from "@crosstalk/engine";
import type { Experiment } from "@crosstalk/experiment";
import { type ScenarioMeasures, scenarioExperiment } from "@crosstalk/workloads";
import { exposureMeasures } from "./isolation.ts";
import { securityScenarios } from "./scenarios.ts";
import { securityScore } from "./score.ts";

const about = (measure: string): string => {
  const [kind, reach] = measure.split(".");
  return `share of the others' ${kind} objects that the prober could ${reach}`;
};

/** What is measured of a prober: shares of others' objects, by kind and by what it could do to them. */
export const securityMeasures: ScenarioMeasures = Object.fromEntries(
  exposureMeasures.map((measure) => [measure, { unit: "1", about: about(measure) }]),
);

/**
 * What a tenant can see, read, change and disturb of what others own: a prober really tries, by system calls, and what
 * the simulated kernels answer is counted.
 */
export const securityIsolation: Experiment = scenarioExperiment({
  name: "security-isolation",
  about: "What a tenant can see, read, change and disturb of what others own, by platform",
  scenarios: securityScenarios,
  measures: securityMeasures,
  derived: { isolation: securityScore() },
  most: seconds(60),
  replications: 2,
  summary: ["isolation", ...exposureMeasures.filter((measure) => measure.endsWith(".see") || measure.endsWith(".disturb"))],
  figure: { title: "Security isolation", x: "platform", y: "isolation", series: "scenario", yTitle: "1 less mean exposure" },
});
