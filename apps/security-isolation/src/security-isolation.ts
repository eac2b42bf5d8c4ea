import { seconds } from "@crosstalk/engine";
import { defineExperiment, factor, level } from "@crosstalk/experiment";
import { platformCatalogue } from "@crosstalk/platforms";
import { type ScenarioRun, scenarioRun } from "@crosstalk/workloads";
import { exposureMeasures, securityIsolation as isolationOf } from "./isolation.ts";
import { securityScenarios } from "./scenarios.ts";

const levels = (inFigure: boolean) =>
  platformCatalogue.filter((entry) => entry.inFigure === inFigure).map(({ platform }) => level(platform.name, platform));

const about = (measure: string): string => {
  const [kind, reach] = measure.split(".");
  return `share of the others' ${kind} objects that the prober could ${reach}`;
};

/**
 * What a tenant can see, read, change and disturb of what others own: a prober really tries, by system calls, and what
 * the simulated kernels answer is counted.
 */
export const securityIsolation = defineExperiment({
  name: "security-isolation",
  about: "What a tenant can see, read, change and disturb of what others own, by platform",
  factors: {
    platform: factor({ levels: levels(true), more: levels(false) }),
    scenario: securityScenarios,
  },
  world: (builder, { platform, scenario }) => scenarioRun(builder, platform, scenario),
  until: (run) => run.ended(),
  most: seconds(60),
  replications: 2,
  measures: Object.fromEntries(
    exposureMeasures.map((measure) => [
      measure,
      { unit: "1", about: about(measure), of: (run: ScenarioRun) => run.value(measure) },
    ]),
  ),
  derived: {
    isolation: {
      unit: "1",
      about: "one less the mean exposure over kinds of objects, both ways of probing together",
      of(_, sibling) {
        const ways = securityScenarios.map(({ name }) => sibling({ scenario: name })?.values);
        return ways.every((way) => way !== undefined) ? isolationOf(ways) : undefined;
      },
    },
  },
  summary: ["isolation", ...exposureMeasures.filter((measure) => measure.endsWith(".see") || measure.endsWith(".disturb"))],
  figure: { title: "Security isolation", x: "platform", y: "isolation", series: "scenario", yTitle: "1 less mean exposure" },
});
