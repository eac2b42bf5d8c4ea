import { deriveMeasures } from "./derive.ts";
import type { Experiment } from "./experiment.ts";
import { type FailedRun, type FinishedRun, hasFailed, type RunOutcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import { type Summary, summarize } from "./summary.ts";

/** What came of a plan. */
export interface Results {
  readonly experiment: Experiment;
  readonly plan: Plan;
  /** In the order of the plan, derived measures among their values. */
  readonly runs: readonly FinishedRun[];
  readonly failures: readonly FailedRun[];
  /** What was wrong with derived measures. */
  readonly problems: readonly string[];
  readonly summary: Summary;
}

/** Puts the outcomes of a plan together. Runs that were never made are simply missing. */
export function collectResults(experiment: Experiment, plan: Plan, outcomes: readonly RunOutcome[]): Results {
  const inOrder = [...outcomes].sort((a, b) => a.index - b.index);
  const failures = inOrder.filter(hasFailed);
  const finished = inOrder.filter((outcome): outcome is FinishedRun => !hasFailed(outcome));
  const { runs, problems } = deriveMeasures(experiment, finished);
  return { experiment, plan, runs, failures, problems, summary: summarize(experiment, runs) };
}
