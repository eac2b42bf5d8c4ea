import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExperimentModule } from "../executors/experiment-module.ts";
import type { Experiment } from "../experiment.ts";
import { type LevelReference, resolveLevels } from "../level-reference.ts";
import { type FinishedRun, hasFailed, type RunOutcome, type RunResult } from "../outcome.ts";
import { type Plan, type PlannedRun, referencesOf } from "../plan.ts";
import type { RunSeries } from "../run-series.ts";
import { digest, moduleVersion } from "./code-version.ts";
import { keptResult } from "./kept-result.ts";
import { removeAbandoned, writeWhole } from "./write-whole.ts";

/** The folder, beside the results, that has a file for each run. */
export const RUNS_FOLDER = "runs";

/**
 * Outcomes of runs, a file for each, so that a campaign that is ended at any moment loses only the runs under way.
 *
 * A run is found again by what its result depends on: the experiment, the value of each level, the seed, what the plan
 * says of all runs, and the code. How many others there are, and its number among them, play no part. Failed runs are kept for their errors, but not found again: what
 * failed is made anew.
 */
export class RunStore {
  /** Hash of the code that makes the runs. */
  readonly code: string;
  readonly #folder: string;
  readonly #experiment: Experiment;
  readonly #module: ExperimentModule;
  readonly #values = new Map<string, string>();
  #problem: string | undefined;

  /**
   * @param folder where the files are; made when the first run is kept.
   * @param module where workers load the experiment from.
   */
  constructor(folder: string, experiment: Experiment, module: ExperimentModule) {
    this.#folder = folder;
    this.#experiment = experiment;
    this.#module = module;
    this.code = moduleVersion(module);
    removeAbandoned(folder);
  }

  /** Why some run could not be kept, if that happened: the campaign goes on all the same. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** The runs of a plan that were finished before, without their time series. */
  finished(plan: Plan): readonly FinishedRun[] {
    return plan.runs.flatMap((run) => {
      const result = this.#read(this.#key(plan, run));
      return result === undefined ? [] : [withoutSeries({ ...run, ...result })];
    });
  }

  /**
   * The time series of a finished run, from its file if the run is without; undefined if it has none.
   *
   * @throws if its file was removed since it was kept.
   */
  seriesOf(plan: Plan, run: FinishedRun): RunSeries | undefined {
    if (run.series !== undefined || this.#experiment.series === undefined) return run.series;
    const key = this.#key(plan, run);
    const result = this.#read(key);
    if (result === undefined && this.#problem === undefined) {
      const path = join(this.#folder, `${key}.json`);
      throw new Error(`${path} is gone, with the time series of run ${run.index}; the same command makes the run again`);
    }
    return result?.series;
  }

  /** Keeps what became of a run, whole or not at all; false if it can't. */
  keep(plan: Plan, outcome: RunOutcome): boolean {
    const key = this.#key(plan, outcome);
    const { levels, seed } = outcome;
    const came = hasFailed(outcome) ? { failure: outcome.failure } : { result: resultOf(outcome) };
    const text = JSON.stringify({ format: "crosstalk-outcome", version: 1, key, code: this.code, levels, seed, ...came });
    try {
      writeWhole(this.#folder, { [`${key}.json`]: `${text}\n` });
      return true;
    } catch (error) {
      this.#problem ??= (error as Error).message;
      return false;
    }
  }

  #key(plan: Plan, run: PlannedRun): string {
    const references = referencesOf(plan, run);
    const levels = Object.entries(references).map(([factor, reference]) => [
      factor,
      this.#valueOf(factor, reference, references),
    ]);
    const { exportName } = this.#module;
    // Whatever else the plan says of its runs.
    const others = { selection: undefined, replications: undefined, seed: undefined, design: undefined, runs: undefined };
    const conditions = { ...plan, ...others };
    return digest(JSON.stringify([this.code, this.#experiment.name, exportName, levels, run.seed, conditions])).slice(0, 32);
  }

  /** A level's name and a hash of its value, as far as that is data; the rest of it is code. */
  #valueOf(factor: string, reference: LevelReference, references: Readonly<Record<string, LevelReference>>): string {
    const known = this.#values.get(`${factor}=${reference.name}`);
    if (known !== undefined) return known;
    const value = `${reference.name} ${digest(this.#textOf(factor, references))}`;
    this.#values.set(`${factor}=${reference.name}`, value);
    return value;
  }

  #textOf(factor: string, references: Readonly<Record<string, LevelReference>>): string {
    try {
      return JSON.stringify(resolveLevels(this.#experiment, references)[factor]) ?? "";
    } catch {
      return ""; // its runs fail, and say why
    }
  }

  #read(key: string): RunResult | undefined {
    try {
      const { format, version, key: written, result } = JSON.parse(readFileSync(join(this.#folder, `${key}.json`), "utf8"));
      return format === "crosstalk-outcome" && version === 1 && written === key ? keptResult(result) : undefined;
    } catch {
      return undefined; // there is none, or none that can be read
    }
  }
}

/** A run without its time series, which may be large. */
export function withoutSeries<Outcome extends RunOutcome>(outcome: Outcome): Outcome {
  if (hasFailed(outcome)) return outcome;
  const { series: _, ...others } = outcome as FinishedRun;
  return others as Outcome;
}

function resultOf({ values, fingerprint, deliveries, end, evidence, series, warmUp, interpreted, read }: FinishedRun): RunResult {
  const told = {
    ...(evidence === undefined ? {} : { evidence }),
    ...(warmUp === undefined ? {} : { warmUp }),
    ...(series === undefined ? {} : { series }),
    ...(interpreted === undefined ? {} : { interpreted }),
    ...(read === undefined ? {} : { read }),
  };
  return { values, fingerprint, deliveries, end, ...told };
}
