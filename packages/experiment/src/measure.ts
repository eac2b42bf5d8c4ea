import type { Simulation } from "@crosstalk/engine";

/** A number taken from a world when its run has ended. */
export interface Measure<World, Levels = Readonly<Record<string, unknown>>> {
  /** Such as `s` or `MiB`; `1` for a pure number. */
  readonly unit: string;
  /** What the number is, in a sentence. */
  readonly about?: string;
  /** The number; `undefined` where there is none. Not a number fails the run. */
  of(world: World, levels: Levels, simulation: Simulation): number | undefined;
}

/** A finished run, as a derived measure sees it. */
export interface MeasuredRun<Metric extends string = string> {
  readonly levels: Readonly<Record<string, string>>;
  readonly seed: number;
  /** What was measured, by measure; absent where there is no number. */
  readonly values: Readonly<Partial<Record<Metric, number>>>;
}

/** By factor, what names its levels. */
export type LevelNames = Readonly<Record<string, string | number | boolean>>;

/** A number made of several runs after all have ended, such as a slowdown against another platform's run. */
export interface Derived<Metric extends string = string, Names extends object = LevelNames> {
  readonly unit: string;
  readonly about?: string;
  /**
   * The number for a run; `undefined` where there is none.
   *
   * @param sibling finds the run of the same seed whose levels are the same but for those named; `undefined` if there is none.
   */
  of(
    run: MeasuredRun<Metric>,
    sibling: (changed: Readonly<Partial<Names>>) => MeasuredRun<Metric> | undefined,
  ): number | undefined;
}
