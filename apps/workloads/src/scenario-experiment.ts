import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { defineExperiment, type Experiment, type ExperimentDefinition, type Factor, factor, level } from "@crosstalk/experiment";
import { type Platform, platformCatalogue } from "@crosstalk/platforms";
import type { AnyScenario } from "./scenario.ts";
import { type ScenarioRun, scenarioRun } from "./scenario-run.ts";

/** A number that scenarios give. */
export interface ScenarioMeasure {
  readonly unit: string;
  readonly about: string;
}

/** Numbers that scenarios give, by name. */
export type ScenarioMeasures = Readonly<Record<string, ScenarioMeasure>>;

type Factors = { readonly platform: Factor<Platform>; readonly scenario: Factor<AnyScenario> };
type Definition = ExperimentDefinition<Factors, unknown, Record<string, unknown>, Record<string, unknown>>;

/** An experiment over platforms and scenarios. */
export interface ScenarioExperiment
  extends Pick<Definition, "name" | "about" | "replications" | "derived" | "summary" | "figure" | "report"> {
  /** Scenarios of every run, and those that only a full run takes. */
  readonly scenarios: readonly AnyScenario[];
  readonly more?: readonly AnyScenario[];
  /** All numbers that any of the scenarios gives. */
  readonly measures: ScenarioMeasures;
  /** Virtual time after which a run has failed; ten minutes by default. */
  readonly most?: Nanoseconds;
}

const named = (platform: Platform) => level(platform.name, platform);

/** The platforms of Figure 3.4 as levels of every run; those that are shipped beside only in full runs. */
export const platformFactor = factor({
  levels: platformCatalogue.filter(({ inFigure }) => inFigure).map(({ platform }) => named(platform)),
  more: platformCatalogue.filter(({ inFigure }) => !inFigure).map(({ platform }) => named(platform)),
});

/**
 * Makes an experiment of scenarios: each on each platform. A new platform gets in by its line in the catalogue, a new
 * scenario by its place in a list.
 */
export function scenarioExperiment(options: ScenarioExperiment): Experiment {
  const { scenarios, more = [], measures, most = seconds(600), ...rest } = options;
  const levels = (list: readonly AnyScenario[]) => list.map((scenario) => level(scenario.name, scenario));
  const taken = Object.entries(measures).map(([name, { unit, about }]) => [
    name,
    { unit, about, of: (run: ScenarioRun) => run.value(name) },
  ]);
  return defineExperiment({
    ...rest,
    most,
    factors: { platform: platformFactor, scenario: factor({ levels: levels(scenarios), more: levels(more) }) },
    world: (builder, { platform, scenario }) => scenarioRun(builder, platform, scenario),
    until: (run) => run.ended(),
    measures: Object.fromEntries(taken),
    evidence: (run) => run.evidence(),
  });
}
