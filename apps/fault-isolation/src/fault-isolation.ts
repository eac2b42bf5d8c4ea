import { seconds } from "@crosstalk/engine";
import { defineExperiment, factor, level, type Measure } from "@crosstalk/experiment";
import { type PlatformEntry, platformCatalogue } from "@crosstalk/platforms";
import type { AnyScenario } from "@crosstalk/workloads";
import { faultIsolation } from "./isolation.ts";
import { type FaultMeasure, faultMeasures, faultScenarios } from "./scenarios.ts";

/** The world of a run, and the scenario that knows what it is made of. */
interface Run {
  readonly scenario: AnyScenario;
  readonly world: unknown;
}

const named = ({ platform }: PlatformEntry) => level(platform.name, platform);

const measures = Object.fromEntries(
  Object.entries(faultMeasures).map(([name, { unit, about }]) => [
    name,
    { unit, about, of: ({ scenario, world }) => scenario.measure(world)[name] } satisfies Measure<Run>,
  ]),
) as unknown as Readonly<Record<FaultMeasure, Measure<Run>>>;

/**
 * Three tenants serve clients of their own while something goes wrong with a fourth, or with what they share: which part
 * of the three's service is lost? A fault only stops a component or corrupts a page; that service is lost comes out of
 * requests which nobody answers. Replications draw when requests come, and which page a stray write hits.
 *
 * Faults whose part a system does not have are not applicable, and left out of the mean. Nothing is restarted.
 */
export const faultIsolationExperiment = defineExperiment({
  name: "fault-isolation",
  about: "How much of the others' service is lost when something fails, by platform and fault",
  factors: {
    platform: factor({
      levels: platformCatalogue.filter(({ inFigure }) => inFigure).map(named),
      more: platformCatalogue.filter(({ inFigure }) => !inFigure).map(named),
    }),
    fault: faultScenarios,
  },
  world: (builder, { platform, fault }): Run => ({ scenario: fault, world: fault.world(builder, platform) }),
  until: ({ scenario, world }) => scenario.ended(world),
  most: seconds(10),
  replications: 5,
  measures,
  derived: {
    isolation: {
      unit: "1",
      about: "mean share of the others' service that is kept, over all faults that the platform has the part for",
      of: (_, sibling) => faultIsolation(faultScenarios.map(({ name }) => sibling({ fault: name })?.values ?? {})),
    },
  },
  summary: ["applicable", "lost", "outage", "response.before", "response.after", "isolation"],
  figure: {
    title: "Service of others that is lost in a fault",
    x: "fault",
    y: "lost",
    series: "platform",
    xTitle: "fault of one tenant, or of what all share",
    yTitle: "share of the others' service that is lost",
  },
});
