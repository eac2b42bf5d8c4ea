import { formatTime } from "@crosstalk/engine";
import { deriveMeasures } from "./derive.ts";
import type { Experiment } from "./experiment.ts";
import { interpretationNotes } from "./interpreted-machines.ts";
import { type FailedRun, type FinishedRun, hasFailed, type RunOutcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import { type Summary, summarize, unitsOf } from "./summary.ts";

/** What came of a plan. */
export interface Results {
  readonly experiment: Experiment;
  readonly plan: Plan;
  /** In the order of the plan, derived measures among their values. */
  readonly runs: readonly FinishedRun[];
  readonly failures: readonly FailedRun[];
  /** What was wrong with derived measures, or that no measure gave any number. */
  readonly problems: readonly string[];
  /** What may surprise, and need not be wrong: measures that gave no number in some runs, machines that were interpreted. */
  readonly notes: readonly string[];
  readonly summary: Summary;
}

/** Puts the outcomes of a plan together. Runs that were never made are simply missing. */
export function collectResults(experiment: Experiment, plan: Plan, outcomes: readonly RunOutcome[]): Results {
  const inOrder = [...outcomes].sort((a, b) => a.index - b.index);
  const failures = inOrder.filter(hasFailed);
  const finished = inOrder.filter((outcome): outcome is FinishedRun => !hasFailed(outcome));
  const { runs, problems } = deriveMeasures(experiment, finished);
  const { silent, empty } = silentMeasures(experiment, runs);
  const summary = summarize(experiment, runs);
  const notes = [...silent, ...warmUpNotes(runs), ...interpretationNotes(runs)];
  return { experiment, plan, runs, failures, problems: [...problems, ...empty], notes, summary };
}

/** The measures that gave no number in some runs or in any, one text for each; or one for all of them, if none gave any. */
function silentMeasures(experiment: Experiment, runs: readonly FinishedRun[]): { silent: string[]; empty: string[] } {
  if (runs.length === 0) return { silent: [], empty: [] };
  const all = Object.keys(unitsOf(experiment));
  const counted = all.map((metric) => ({ metric, without: runs.filter(({ values }) => values[metric] === undefined).length }));
  // What is made of several runs has no number by design for some, and an experiment's own report tells of its own gaps.
  const isTold = (metric: string) => metric in experiment.measures && experiment.report === undefined;
  const silent = counted.filter(({ metric, without }) => without === runs.length || (without > 0 && isTold(metric)));
  const nowhere = runs.length === 1 ? "in the only run" : `in any of ${runs.length} runs`;
  if (counted.every(({ without }) => without === runs.length))
    return { silent: [], empty: [`no measure gave a number ${nowhere}: ${all.join(", ")}`] };
  const where = (without: number) => (without === runs.length ? nowhere : `in ${without} of ${runs.length} runs`);
  return { silent: silent.map(({ metric, without }) => `${metric} gave no number ${where(without)}`), empty: [] };
}

/** What was cut where the warm-up was found, and whether some runs are too short to tell, as a list of one or none. */
function warmUpNotes(runs: readonly FinishedRun[]): string[] {
  const found = runs.flatMap(({ warmUp }) => warmUp ?? []);
  if (found.length === 0) return [];
  const [least, most] = found.reduce(
    ([low, high], { end }) => [Math.min(low, end), Math.max(high, end)],
    [Number.POSITIVE_INFINITY, 0],
  );
  const cut = `warm-ups of ${formatTime(least)} to ${formatTime(most)} are left out, by MSER-5`;
  const short = found.filter(({ enough }) => !enough).length;
  return [short === 0 ? cut : `${cut}; ${short} of ${found.length} runs are too short to tell when theirs is over`];
}
