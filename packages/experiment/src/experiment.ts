import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import { checkDefinition } from "./check-definition.ts";
import { checkExperiment } from "./check-experiment.ts";
import { type Factor, type FactorSource, type FactorValue, factorOf } from "./factor.ts";
import type { Derived, Measure } from "./measure.ts";
import type { ExperimentReport } from "./report/experiment-report.ts";
import type { FigureOptions } from "./report/figure-options.ts";
import type { Results } from "./results.ts";
import type { SeriesMeasure } from "./run-series.ts";
import type { WorldBuilder } from "./world-builder.ts";

/** What every run of an experiment is given: the value of each factor's level. */
export type LevelValues<Sources> = { readonly [Name in keyof Sources]: FactorValue<Sources[Name]> };

/** How an experiment is written. */
export interface ExperimentDefinition<Sources extends Record<string, FactorSource>, World, Metric extends string> {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** The question that it answers, in a sentence. */
  readonly about: string;
  /** What is varied: for each factor, its levels. All combinations are run. */
  readonly factors: Sources;
  /** Composes the world of one run; returns what `until` and the measures look at. Must do the same each time. */
  world(builder: WorldBuilder, levels: LevelValues<Sources>): World;
  /** When a run ends: at an instant, or once this holds after an event. */
  readonly until: Nanoseconds | ((world: World) => boolean);
  /** How long a run warms up: probes begin anew at this instant. None by default; a world that has no probes can't have one. */
  readonly warmUp?: Nanoseconds;
  /** Virtual time after which a run that has not ended has failed; one hour by default. */
  readonly most?: Nanoseconds;
  /** Replications, unless the user asks for another number; 10 by default. */
  readonly replications?: number;
  /** What is taken from a world when its run has ended. */
  readonly measures: Readonly<Record<Metric, Measure<World, LevelValues<Sources>>>>;
  /**
   * What readers can follow the measures of a run to when it has ended: counts, accounts, what happened and when. A JSON
   * value, in `run.json` and for `report`; undefined for a run with nothing to tell. Must not change the run.
   */
  evidence?(world: World, levels: LevelValues<Sources>, simulation: Simulation): unknown;
  /** Time series that are kept of each run, in files of their own. */
  readonly series?: Readonly<Record<string, SeriesMeasure<World, LevelValues<Sources>>>>;
  /** What is made of several runs when all have ended. */
  readonly derived?: Readonly<Record<string, Derived<Metric, keyof Sources & string>>>;
  /** Which numbers the summary on the terminal shows, in order; all by default. The files always have all. */
  readonly summary?: readonly string[];
  /** The figure that is drawn of the results; absent: none. */
  readonly figure?: FigureOptions;
  /**
   * What readers are shown of the results in place of the table of all measures: a text for the terminal and a page.
   * Undefined where there is too little to tell. Must do the same each time.
   */
  report?(results: Results): ExperimentReport | undefined;
}

/** Factors × replications over a composed world, and the measures taken. A value: nothing registers it. */
export interface Experiment {
  readonly name: string;
  readonly about: string;
  readonly factors: Readonly<Record<string, Factor>>;
  world(builder: WorldBuilder, levels: Readonly<Record<string, unknown>>): unknown;
  readonly until: Nanoseconds | ((world: unknown) => boolean);
  readonly warmUp?: Nanoseconds;
  readonly most: Nanoseconds;
  readonly replications: number;
  readonly measures: Readonly<Record<string, Measure<unknown>>>;
  evidence?(world: unknown, levels: Readonly<Record<string, unknown>>, simulation: Simulation): unknown;
  readonly series?: Readonly<Record<string, SeriesMeasure<unknown>>>;
  readonly derived: Readonly<Record<string, Derived>>;
  readonly summary: readonly string[];
  readonly figure?: FigureOptions;
  report?(results: Results): ExperimentReport | undefined;
}

const HOUR: Nanoseconds = 3_600_000_000_000;

/**
 * Makes an experiment of its definition.
 *
 * @throws {UsageError} listing everything that is wrong with the definition.
 */
export function defineExperiment<Sources extends Record<string, FactorSource>, World, Metric extends string>(
  definition: ExperimentDefinition<Sources, World, Metric>,
): Experiment {
  checkDefinition(definition);
  const { factors, measures, derived = {}, most = HOUR, replications = 10 } = definition;
  const made = {
    ...definition,
    factors: Object.fromEntries(Object.entries(factors).map(([name, source]) => [name, factorOf(source)])),
    derived,
    most,
    replications,
    summary: definition.summary ?? [...Object.keys(measures), ...Object.keys(derived)],
  };
  // What the definition's types held together is looked up by name from here on.
  const experiment = made as unknown as Experiment;
  checkExperiment(experiment);
  return experiment;
}

/** Whether a value, such as what a module exports, is an experiment. */
export function isExperiment(value: unknown): value is Experiment {
  if (typeof value !== "object" || value === null) return false;
  const { name, factors, world, measures } = value as Partial<Record<keyof Experiment, unknown>>;
  return typeof name === "string" && typeof world === "function" && typeof factors === "object" && typeof measures === "object";
}
