import { defineExperiment, factor, level } from "@crosstalk/experiment";
import { platformCatalogue } from "@crosstalk/platforms";
import { scenarioRun } from "@crosstalk/workloads";
import { isolationOf, type VictimValues } from "./isolation.ts";
import { MOST } from "./resource-world.ts";
import { baselines, resourceScenarios } from "./scenarios.ts";

const levels = (inFigure: boolean) =>
  platformCatalogue.filter((entry) => entry.inFigure === inFigure).map(({ platform }) => level(platform.name, platform));

const victims = (values: Readonly<Record<string, number | undefined>> | undefined): VictimValues | undefined =>
  values?.completion === undefined || values.failed === undefined
    ? undefined
    : { completion: values.completion, failed: values.failed };

/**
 * How much of what it is entitled to a tenant gets beside one that takes all it can: processor time by one process and by
 * many, processes, memory, entries of a kernel's table. One processor of the dual Xeon of 2003, two tenants of equal
 * entitlement.
 */
export const resourceIsolation = defineExperiment({
  name: "resource-isolation",
  about: "What a tenant gets of its entitlement beside one that takes all it can, by platform",
  factors: {
    platform: factor({ levels: levels(true), more: levels(false) }),
    scenario: resourceScenarios,
  },
  world: (builder, { platform, scenario }) => scenarioRun(builder, platform, scenario),
  until: (run) => run.ended(),
  most: MOST + 1_000_000_000,
  replications: 3,
  measures: {
    completion: { unit: "s", about: "from the victim's beginning to its end", of: (run) => run.value("completion") },
    failed: { unit: "1", about: "share of the victim's work that failed", of: (run) => run.value("failed") },
  },
  derived: {
    isolation: {
      unit: "1",
      about: "share that the victim got of what it is entitled to",
      of({ values, levels: { scenario = "" } }, sibling) {
        const baseline = baselines[scenario];
        const alone = victims(baseline === undefined ? undefined : sibling({ scenario: baseline })?.values);
        const beside = victims(values);
        return alone === undefined || beside === undefined ? undefined : isolationOf(alone, beside);
      },
    },
  },
  figure: {
    title: "What a tenant gets of its entitlement beside an antagonist",
    x: "scenario",
    y: "isolation",
    series: "platform",
    xTitle: "antagonist",
    yTitle: "share of the entitlement",
  },
});
