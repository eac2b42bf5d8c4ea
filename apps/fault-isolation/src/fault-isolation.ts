import { seconds } from "@crosstalk/engine";
import { defineExperiment, type Measure } from "@crosstalk/experiment";
import { platformFactor, type ScenarioRun, scenarioRun } from "@crosstalk/workloads";
import { faultIsolation } from "./isolation.ts";
import { type FaultMeasure, faultMeasures, faultScenarios } from "./scenarios.ts";

const measures = Object.fromEntries(
  Object.entries(faultMeasures).map(([name, { unit, about }]) => [
    name,
    { unit, about, of: (run) => run.value(name) } satisfies Measure<ScenarioRun>,
  ]),
) as unknown as Readonly<Record<FaultMeasure, Measure<ScenarioRun>>>;

/**
 * Three tenants serve clients of their own while something goes wrong with a fourth, or with what they share: which part
 * of the three's service is lost? A fault only stops a component or corrupts a page; that service is lost comes out of
 * requests which nobody answers. Replications draw when requests come, and which page a stray write hits.
 *
 * Every platform is asked about the same faults, so their means compare. Nothing is restarted.
 */
export const faultIsolationExperiment = defineExperiment({
  name: "fault-isolation",
  about: "How much of the others' service is lost when something fails, by platform and fault",
  factors: {
    platform: platformFactor,
    fault: faultScenarios,
  },
  world: (builder, { platform, fault }) => scenarioRun(builder, platform, fault),
  until: (run) => run.ended(),
  most: seconds(10),
  replications: 5,
  measures,
  evidence: (run) => run.evidence(),
  derived: {
    isolation: {
      unit: "1",
      about: "mean share of the others' service that is kept, over all faults",
      of: (_, sibling) => faultIsolation(faultScenarios.map(({ name }) => sibling({ fault: name })?.values ?? {})),
    },
  },
  summary: ["lost", "outage", "response.before", "response.after", "isolation"],
  figure: {
    title: "Service of others that is lost in a fault",
    x: "fault",
    y: "lost",
    series: "platform",
    xTitle: "fault of one tenant, or of what all share",
    yTitle: "share of the others' service that is lost",
  },
});
