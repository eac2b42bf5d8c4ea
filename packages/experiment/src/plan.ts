import type { Runtime } from "@crosstalk/engine";
import { MOST_REPLICATIONS } from "./check-experiment.ts";
import { designNamed, designProblems } from "./design/design.ts";
import { designPoints } from "./design/design-points.ts";
import type { Experiment } from "./experiment.ts";
import { filterOf } from "./filter/filter-levels.ts";
import type { LevelReference } from "./level-reference.ts";
import { runtimeNamed, runtimeProblems, USUAL_RUNTIME } from "./runtime-choice.ts";
import { type Selection, type SelectionRequest, selectLevels } from "./selection.ts";
import { throwProblems, type UsageProblem, wholeNumber, wholeNumberProblems } from "./usage-error.ts";
import type { WarmUpChoice } from "./warm-up.ts";
import { typedWarmUpProblems, warmUpNamed, warmUpTextProblems } from "./warm-up-choice.ts";

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
  /** What runs the statecharts; it has no influence on results. */
  readonly runtime: Runtime;
  /** How long runs warm up, in the place of what the experiment says. */
  readonly warmUp?: WarmUpChoice;
  /** Which combinations of levels there are; absent: all. */
  readonly design?: string;
  readonly runs: readonly PlannedRun[];
}

/** What to run of an experiment. */
export interface PlanRequest extends SelectionRequest {
  /** At least 1; the experiment's own number by default. Numbers may be given as text, as a user typed them. */
  readonly replications?: number | string;
  /** Seed of the first replication, at least 0; 1 by default. */
  readonly seed?: number | string;
  /** What runs the statecharts, `compiled` or `reference`; `compiled` by default. */
  readonly runtime?: string;
  /** How long runs warm up: `auto`, or a time such as `30 ms`; as the experiment says by default. */
  readonly warmUp?: string;
  /**
   * Which combinations of levels are run: `full-factorial`, which is all of them and the default; `one-at-a-time`, each
   * factor's other levels beside the first ones of all others; `latin-hypercube:N`, N points drawn from the ranges.
   */
  readonly design?: string;
  /** Keeps only combinations of levels that this holds for, such as `platform=xen* && hogs>1`; runs keep their numbers. */
  readonly filter?: string;
  /** Keeps only the run of this number. */
  readonly only?: number | string;
}

/** Largest seed of a first replication; it leaves room for those of the others. */
export const MOST_SEED = 9_000_000_000_000_000;

/** What is wrong with the text of a request's filter, before its factors are known. */
export function filterProblems({ filter }: PlanRequest): UsageProblem[] {
  return filter === undefined ? [] : filterOf(filter).problems;
}

/**
 * What is wrong with the numbers of a request.
 *
 * @param total how many runs there are, if that is known.
 */
export function numberProblems({ replications = 1, seed = 1, only = 1 }: PlanRequest, total?: number): UsageProblem[] {
  const known = total !== undefined && Number.isSafeInteger(total) && total > 0;
  const alone = wholeNumberProblems("only", only, 1, known ? total : Number.MAX_SAFE_INTEGER);
  return [
    ...wholeNumberProblems("replications", replications, 1, MOST_REPLICATIONS),
    ...wholeNumberProblems("seed", seed, 0, MOST_SEED),
    ...(known ? alone : alone.map((wrong) => ({ ...wrong, allowed: "a whole number from 1 to the number of runs" }))),
  ];
}

/**
 * All combinations of factor levels times replications.
 *
 * @throws {UsageError} listing everything that is wrong with what was asked for.
 */
export function planRuns(experiment: Experiment, request: PlanRequest = {}): Plan {
  const selected = selectLevels(experiment, request);
  const numbers = numberProblems(request);
  const runtime = request.runtime ?? USUAL_RUNTIME;
  const design = designNamed(request.design);
  const seed = wholeNumber(request.seed ?? 1);
  const drawable = design !== undefined && numbers.every(({ field }) => field !== "seed");
  const found = drawable
    ? designPoints(experiment, selected.selection, design, request, seed)
    : { points: [], selection: selected.selection, problems: [] };
  const { points, selection } = found;
  const problems = [...selected.problems, ...found.problems];
  const { passes, problems: wrong } = request.filter === undefined ? everything : filterOf(request.filter, selection);
  const replications = wholeNumber(request.replications ?? experiment.replications);
  const total = points.length * replications;
  const counted = numberProblems(request, problems.length > 0 || points.length === 0 ? undefined : total);
  const warmUp = request.warmUp === undefined ? undefined : warmUpNamed(request.warmUp);
  throwProblems([
    ...problems,
    ...designProblems(request.design),
    ...wrong,
    ...counted,
    ...runtimeProblems(runtime),
    ...(request.warmUp === undefined ? [] : warmUpTextProblems(request.warmUp)),
    ...(warmUp === undefined ? [] : typedWarmUpProblems(experiment, warmUp)),
  ]);
  const only = request.only === undefined ? undefined : wholeNumber(request.only);
  const wanted = points.map(passes);
  const runs = Array.from({ length: total }, (_, run): PlannedRun => {
    const replication = Math.floor(run / points.length);
    const levels = points[run % points.length] as Readonly<Record<string, string>>;
    return { index: run + 1, levels, replication: replication + 1, seed: seed + replication };
  }).filter(({ index }) => wanted[(index - 1) % points.length] && (only === undefined || index === only));
  if (runs.length === 0) throwProblems([nothingLeft(request, wanted)]);
  const kept = levelsOf(points.filter(passes), selection);
  const warmed = warmUp === undefined ? {} : { warmUp };
  const named = design === undefined || design.kind === "full-factorial" ? {} : { design: (request.design ?? "").trim() };
  return { selection: kept, replications, seed, runtime: runtimeNamed(runtime) ?? USUAL_RUNTIME, ...warmed, ...named, runs };
}

const everything = { passes: () => true, problems: [] };

function nothingLeft({ filter, only }: PlanRequest, wanted: readonly boolean[]): UsageProblem {
  if (wanted.includes(true)) return { field: "only", value: String(only), reason: `this run doesn't pass the filter ${filter}` };
  return { field: "filter", value: String(filter), reason: "no combination of levels passes it" };
}

/** The levels of a selection that some combination has. */
function levelsOf(points: readonly Readonly<Record<string, string>>[], selection: Selection): Selection {
  const factors = Object.entries(selection).map(([factor, levels]) => {
    const names = new Set(points.map((point) => point[factor]));
    return [factor, levels.filter(({ name }) => names.has(name))];
  });
  return Object.fromEntries(factors);
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
