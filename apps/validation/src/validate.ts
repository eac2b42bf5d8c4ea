import { collectResults, type FailedRun, type FinishedRun, type Plan } from "@crosstalk/experiment";
import type { Executor } from "@crosstalk/experiment/node";
import { caseExperiment } from "./case-experiment.ts";
import { type EvaluatedRow, evaluate } from "./evaluation.ts";
import { type Obstacle, obstacles } from "./expressible.ts";
import { planCases } from "./plan-cases.ts";
import type { PublishedRow } from "./row.ts";
import { type Summary, summarize } from "./summary.ts";

/** A row that can't be simulated, and why. */
export interface InexpressibleRow {
  readonly row: PublishedRow;
  readonly obstacles: readonly Obstacle[];
}

/** What comes of a comparison. */
export interface Validation {
  readonly rows: readonly EvaluatedRow[];
  readonly inexpressible: readonly InexpressibleRow[];
  readonly failures: readonly FailedRun[];
  readonly summary: Summary;
}

/** Rows that are to be compared, and the runs that this takes. */
export interface ValidationPlan {
  readonly rows: readonly PublishedRow[];
  readonly inexpressible: readonly InexpressibleRow[];
  readonly plans: readonly Plan[];
}

/** What is to be run for rows; rows that name what is not there are set aside. */
export function planValidation(all: readonly PublishedRow[]): ValidationPlan {
  const inexpressible = all.map((row) => ({ row, obstacles: obstacles(row) })).filter((each) => each.obstacles.length > 0);
  const rows = all.filter((row) => inexpressible.every((each) => each.row !== row));
  return { rows, inexpressible, plans: planCases(rows) };
}

/** Runs what a plan asks for, and compares. */
export async function validate(plan: ValidationPlan, run: Executor): Promise<Validation> {
  const runs: FinishedRun[] = [];
  const failures: FailedRun[] = [];
  for (const each of plan.plans) {
    const results = collectResults(caseExperiment, each, await run(each));
    runs.push(...results.runs);
    failures.push(...results.failures);
  }
  const rows = evaluate(plan.rows, runs);
  return { rows, inexpressible: plan.inexpressible, failures, summary: summarize(rows) };
}
