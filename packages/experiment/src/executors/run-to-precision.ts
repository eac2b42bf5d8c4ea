import { precisionReached, relativeHalfWidth } from "@crosstalk/metrics";
import { counted } from "../counted.ts";
import type { Experiment } from "../experiment.ts";
import { hasFailed, type RunOutcome } from "../outcome.ts";
import { type Plan, type PlanRequest, planRuns } from "../plan.ts";
import { LEAST_REPLICATIONS, type PrecisionRequest, precisionRule } from "../precision.ts";
import { collectResults, type Results } from "../results.ts";
import type { Summary } from "../summary.ts";

/** Runs that were made until results were precise. */
export interface PreciseRuns {
  /** With as many replications as were needed. */
  readonly plan: Plan;
  readonly outcomes: readonly RunOutcome[];
  /** Whether the precision was reached. */
  readonly reached: boolean;
  /** By how many replications it was reached, or why it was not. */
  readonly note: string;
}

/**
 * Makes replications until the 95 % intervals of all measures that the experiment shows are narrow enough at every
 * combination of levels; all combinations get equally many, so that they stay comparable seed by seed.
 *
 * How many there are in the end depends on the values alone, not on how many are made at a time: what was made beyond is
 * left out. A measure that some run has no number for isn't looked at. Ends early if runs fail, or if the execution is
 * ended.
 *
 * @param execute makes runs of a plan; called for more and more replications.
 * @param request what to run; its number of replications is the most that are made.
 */
export async function runToPrecision(
  execute: (plan: Plan) => Promise<readonly RunOutcome[]>,
  experiment: Experiment,
  request: PlanRequest & PrecisionRequest,
): Promise<PreciseRuns> {
  const rule = precisionRule(request);
  const wanted = `precision of ${percent(rule.relative)}`;
  let outcomes: readonly RunOutcome[] = [];
  for (let replications = LEAST_REPLICATIONS; ; ) {
    const plan = planRuns(experiment, { ...request, replications });
    const made = new Set(outcomes.map(({ index }) => index));
    outcomes = [...outcomes, ...(await execute({ ...plan, runs: plan.runs.filter(({ index }) => !made.has(index)) }))];
    const missed = (why: string) => ({ plan, outcomes, reached: false, note: `the ${wanted} is not ${why}` });
    if (outcomes.length < plan.runs.length) return missed("reached: interrupted");
    if (outcomes.some(hasFailed)) return missed("looked for, since runs failed");
    const results = collectResults(experiment, plan, outcomes);
    const samples = samplesOf(results);
    if (samples.length === 0) return missed("looked for: no measure has a number in every run");
    const verdict = precisionReached(samples, rule);
    if (verdict.kind === "more") replications = verdict.needed;
    else if (verdict.kind === "given up") return missed(`reached: ${widestOf(results)}`);
    else {
      const enough = planRuns(experiment, { ...request, replications: verdict.replications });
      const within = outcomes.filter(({ replication }) => replication <= verdict.replications);
      const beyond = outcomes.length - within.length;
      const leftOut = beyond === 0 ? "" : `; ${counted(beyond, "run")} that had been made beyond are left out`;
      return {
        plan: enough,
        outcomes: within,
        reached: true,
        note: `the ${wanted} is reached by ${verdict.replications} replications${leftOut}`,
      };
    }
  }
}

/** For each combination of levels and each measure that is shown, its values in order of replications. */
function samplesOf({ experiment, plan, runs, summary }: Results): number[][] {
  const atPoint = (levels: Readonly<Record<string, string>>) =>
    runs.filter((run) => summary.factors.every((factor) => run.levels[factor] === levels[factor]));
  return summary.points.flatMap(({ levels }) => {
    const here = atPoint(levels);
    const samples = experiment.summary.map((metric) => here.flatMap(({ values: { [metric]: value } }) => value ?? []));
    return samples.filter(({ length }) => length === plan.replications);
  });
}

/** Which interval is the widest, in words. */
function widestOf({ experiment, summary, plan }: { experiment: Experiment; summary: Summary; plan: Plan }): string {
  const all = summary.points.flatMap(({ levels, estimates }) =>
    experiment.summary.flatMap((metric) => {
      const estimate = estimates[metric];
      return estimate?.n === plan.replications ? [{ levels, metric, width: relativeHalfWidth(estimate) }] : [];
    }),
  );
  const widest = all.reduce((most, each) => (each.width > most.width ? each : most));
  const where = Object.entries(widest.levels).map(([factor, level]) => `${factor} = ${level}`);
  return `after ${plan.replications} replications ${widest.metric} is within ${percent(widest.width)} (${where.join(", ")})`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
