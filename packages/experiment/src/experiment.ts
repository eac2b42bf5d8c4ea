import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import type { Series } from "@crosstalk/metrics";
import { checkDefinition } from "./check-definition.ts";
import { checkExperiment } from "./check-experiment.ts";
import { type Factor, type FactorSource, type FactorValue, factorOf, type LevelName } from "./factor.ts";
import type { Derived, Measure } from "./measure.ts";
import type { ExperimentReport } from "./report/experiment-report.ts";
import type { FigureOptions } from "./report/figure-options.ts";
import type { Results } from "./results.ts";
import type { SeriesMeasure } from "./run-series.ts";
import type { SampledConstants } from "./uncertainty/sampled-constants.ts";
import type { WarmUpChoice } from "./warm-up.ts";
import type { WorldBuilder } from "./world-builder.ts";

/** What every run of an experiment is given: the value of each factor's level. */
export type LevelValues<Sources> = { readonly [Name in keyof Sources]: FactorValue<Sources[Name]> };

/** What names each factor's levels in derived measures. */
export type LevelNamesOf<Sources> = { readonly [Name in keyof Sources]: LevelName<Sources[Name]> };

/** What names the numbers of a run. */
type MetricOf<Measures, DerivedMeasures> = (keyof Measures | keyof DerivedMeasures) & string;

/** A figure of an experiment's own factors and measures. */
export interface FigureOf<FactorName extends string, Metric extends string> extends FigureOptions {
  readonly x: FactorName;
  readonly y: Metric;
  readonly series?: FactorName;
}

/**
 * How an experiment is written. Its type parameters are inferred: factors with their levels, what `world` returns, and
 * objects that have the names of measures and derived measures as their keys.
 */
export interface ExperimentDefinition<
  Sources extends Record<string, FactorSource>,
  World,
  Measures extends object,
  DerivedMeasures extends object = Record<never, never>,
> {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
  /** The question that it answers, in a sentence. */
  readonly about: string;
  /** What is varied: for each factor, its levels. All combinations are run, unless what follows or a design says less. */
  readonly factors: Sources;
  /**
   * Factors that take their levels together: the first of one with the first of the others, and so on. They have equally
   * many. Such as `[["processors", "memory"]]`.
   */
  readonly paired?: readonly (readonly (keyof NoInfer<Sources> & string)[])[];
  /**
   * Which combinations of levels make sense; all by default. The others are not run, and have no number in the plan.
   *
   * @param levels the value of each factor's level.
   * @param names the name of each factor's level.
   */
  constraint?(levels: LevelValues<Sources>, names: Readonly<Record<keyof Sources & string, string>>): boolean;
  /** Composes the world of one run; returns what `until` and the measures look at. Must do the same each time. */
  world(builder: WorldBuilder, levels: LevelValues<Sources>): World;
  /** When a run ends: at an instant, or once this holds after an event. */
  readonly until: Nanoseconds | ((world: World) => boolean);
  /**
   * How long a run warms up: probes begin anew at this instant, or at the one that MSER-5 finds for each run by
   * `warmUpSeries`. None by default; a world that has no probes can't have one.
   */
  readonly warmUp?: WarmUpChoice;
  /** The time series by which the end of the warm-up is found where that is asked for. */
  warmUpSeries?(world: World): Series;
  /**
   * Factors whose levels are what-ifs: runs warm up under the first levels of these, then go on from there under their own.
   * The warm-up is made once for each seed and thread. A level may change what the world's models are given from outside, such
   * as wires and costs; not which actors there are, nor what was copied into their contexts at the start.
   */
  readonly whatIf?: readonly (keyof NoInfer<Sources> & string)[];
  /** Virtual time after which a run that has not ended has failed; one hour by default. */
  readonly most?: Nanoseconds;
  /** Replications, unless the user asks for another number; 10 by default. */
  readonly replications?: number;
  /** What is taken from a world when its run has ended. */
  readonly measures: { readonly [Metric in keyof Measures]: Measure<World, LevelValues<Sources>> };
  /**
   * What readers can follow the measures of a run to when it has ended: counts, accounts, what happened and when. A JSON
   * value, in `run.json` and for `report`; undefined for a run with nothing to tell. Must not change the run.
   */
  evidence?(world: World, levels: LevelValues<Sources>, simulation: Simulation): unknown;
  /** Time series that are kept of each run, in files of their own. */
  readonly series?: Readonly<Record<string, SeriesMeasure<World, LevelValues<Sources>>>>;
  /** What is made of several runs when all have ended. */
  readonly derived?: {
    readonly [Metric in keyof DerivedMeasures]: Derived<keyof NoInfer<Measures> & string, LevelNamesOf<NoInfer<Sources>>>;
  };
  /** Which numbers the summary on the terminal shows, in order; all by default. The files always have all. */
  readonly summary?: readonly MetricOf<NoInfer<Measures>, NoInfer<DerivedMeasures>>[];
  /** The figure that is drawn of the results; absent: none. */
  readonly figure?: FigureOf<keyof NoInfer<Sources> & string, MetricOf<NoInfer<Measures>, NoInfer<DerivedMeasures>>>;
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
  readonly paired: readonly (readonly string[])[];
  constraint?(levels: Readonly<Record<string, unknown>>, names: Readonly<Record<string, string>>): boolean;
  world(builder: WorldBuilder, levels: Readonly<Record<string, unknown>>): unknown;
  readonly until: Nanoseconds | ((world: unknown) => boolean);
  readonly warmUp?: WarmUpChoice;
  warmUpSeries?(world: unknown): Series;
  readonly whatIf: readonly string[];
  readonly most: Nanoseconds;
  readonly replications: number;
  readonly measures: Readonly<Record<string, Measure<unknown>>>;
  evidence?(world: unknown, levels: Readonly<Record<string, unknown>>, simulation: Simulation): unknown;
  readonly series?: Readonly<Record<string, SeriesMeasure<unknown>>>;
  readonly derived: Readonly<Record<string, Derived>>;
  readonly summary: readonly string[];
  readonly figure?: FigureOptions;
  report?(results: Results): ExperimentReport | undefined;
  /** Of an experiment over what is not known of constants. */
  readonly sampled?: SampledConstants;
}

const HOUR: Nanoseconds = 3_600_000_000_000;

/**
 * Makes an experiment of its definition.
 *
 * @throws {UsageError} listing everything that is wrong with the definition.
 */
export function defineExperiment<
  const Sources extends Record<string, FactorSource>,
  World,
  Measures extends object,
  DerivedMeasures extends object = Record<never, never>,
>(definition: ExperimentDefinition<Sources, World, Measures, DerivedMeasures>): Experiment {
  checkDefinition(definition);
  const { factors, paired = [], whatIf = [], measures, derived = {}, most = HOUR, replications = 10 } = definition;
  const made = {
    ...definition,
    factors: Object.fromEntries(Object.entries(factors).map(([name, source]) => [name, factorOf(source)])),
    paired,
    whatIf,
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
