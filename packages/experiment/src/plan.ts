import { MOST_REPLICATIONS } from "./check-experiment.ts";
import type { Experiment } from "./experiment.ts";
import type { LevelReference } from "./level-reference.ts";
import { type Selection, type SelectionRequest, selectLevels } from "./selection.ts";
import { throwProblems, type UsageProblem, wholeNumberProblems } from "./usage-error.ts";

/** One run that is to be made. */
export interface PlannedRun {
  /** Its number in the plan, from 1; the same for any number of replications. */
  readonly index: number;
  /** The level of each factor, by name. */
  readonly levels: Readonly<Record<string, string>>;
  /** From 1. */
  readonly replication: number;
  /** The same for all levels of a replication, so that they draw common random numbers. */
  readonly seed: number;
}

/** All runs of an experiment, in the order in which they are made: all levels of one replication, then of the next. */
export interface Plan {
  readonly selection: Selection;
  readonly replications: number;
  /** Seed of the first replication; replication r has this plus r - 1. */
  readonly seed: number;
  readonly runs: readonly PlannedRun[];
}

/** What to run of an experiment. */
export interface PlanRequest extends SelectionRequest {
  /** At least 1; the experiment's own number by default. */
  readonly replications?: number;
  /** Seed of the first replication, at least 0; 1 by default. */
  readonly seed?: number;
  /** Keeps only the run of this number. */
  readonly only?: number;
}

/**
 * All combinations of factor levels times replications.
 *
 * @throws {UsageError} listing everything that is wrong with what was asked for.
 */
export function planRuns(experiment: Experiment, request: PlanRequest = {}): Plan {
  const { replications = experiment.replications, seed = 1, only } = request;
  const { selection, problems } = selectLevels(experiment, request);
  const wrong = [...problems, ...numberProblems(replications, seed)];
  throwProblems(wrong);
  const points = combinations(selection);
  const total = points.length * replications;
  if (only !== undefined) throwProblems(wholeNumberProblems("only", only, 1, total));
  const runs = Array.from({ length: total }, (_, run): PlannedRun => {
    const replication = Math.floor(run / points.length);
    const levels = points[run % points.length] as Readonly<Record<string, string>>;
    return { index: run + 1, levels, replication: replication + 1, seed: seed + replication };
  });
  return { selection, replications, seed, runs: runs.filter(({ index }) => only === undefined || index === only) };
}

/** The levels of a run as plain data, with the contents of a user's files. */
export function referencesOf(plan: Plan, run: PlannedRun): Readonly<Record<string, LevelReference>> {
  return Object.fromEntries(
    Object.entries(run.levels).map(([factor, name]) => {
      const reference = plan.selection[factor]?.find((level) => level.name === name);
      if (reference === undefined) throw new Error(`run ${run.index} is not of this plan: ${factor} has no level ${name}`);
      return [factor, reference];
    }),
  );
}

function numberProblems(replications: number, seed: number): UsageProblem[] {
  const wrong = wholeNumberProblems("replications", replications, 1, MOST_REPLICATIONS);
  const room = wrong.length > 0 ? 0 : replications - 1;
  return [...wrong, ...wholeNumberProblems("seed", seed, 0, Number.MAX_SAFE_INTEGER - room)];
}

/** Every way to take one level of each factor; the last factor varies fastest. */
function combinations(selection: Selection): Readonly<Record<string, string>>[] {
  return Object.entries(selection).reduce<Record<string, string>[]>(
    (points, [factor, levels]) => points.flatMap((point) => levels.map(({ name }) => ({ ...point, [factor]: name }))),
    [{}],
  );
}
