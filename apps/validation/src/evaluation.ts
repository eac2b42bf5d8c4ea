import type { FinishedRun } from "@crosstalk/experiment";
import { type Estimate, estimateMean, pairedRatio } from "@crosstalk/metrics";
import { baselineCaseOf, type Case, caseOf } from "./case.ts";
import { metrics, type Scoring } from "./metrics.ts";
import { levelOf } from "./plan-cases.ts";
import { fittedIds, publishedRows } from "./published.ts";
import { publishedMeasure } from "./published-measure.ts";
import type { PublishedRow } from "./row.ts";

/** What a row is to the comparison: the baseline's own, used to set constants, or a prediction. */
export type Role = "native" | "fitted" | "predicted";

/** A published row beside what is simulated for it. */
export interface EvaluatedRow {
  readonly row: PublishedRow;
  readonly role: Role;
  readonly scoring: Scoring;
  /** What was published: a slowdown against the baseline, or per cent; undefined for the baseline's own rows. */
  readonly published: number | undefined;
  /** The same, simulated; for the baseline's own rows seconds, or what the metric is. */
  readonly simulated: Estimate;
  /** Whether replications can't differ. */
  readonly deterministic: boolean;
  /** |ln(simulated ÷ published)|, or percentage points apart; undefined for the baseline's own rows. */
  readonly error: number | undefined;
}

/** Whether a row counts: a prediction of something that was seen in its source. */
export function counts({ role, row }: EvaluatedRow): boolean {
  return role === "predicted" && row.provenance === "quoted";
}

/** The role of a row. */
export function roleOf(row: PublishedRow): Role {
  const scoring = metrics.find(({ name }) => name === row.metric)?.scoring;
  if (scoring === "ratio" && row.baseline === undefined) return "native";
  return (fittedIds[row.platform] ?? []).includes(row.id) ? "fitted" : "predicted";
}

/** Puts rows beside what came of their cases. Rows whose cases have not run, or gave no number, are left out. */
export function evaluate(rows: readonly PublishedRow[], runs: readonly FinishedRun[]): readonly EvaluatedRow[] {
  const valuesOf = (one: Case, measure: string): readonly number[] => {
    const level = levelOf(one);
    return runs.flatMap(({ levels, values }) =>
      levels.case === level && values[measure] !== undefined ? [values[measure]] : [],
    );
  };
  return rows.flatMap((row): readonly EvaluatedRow[] => {
    const simulated = simulatedMeasure(row, valuesOf);
    if (simulated === undefined) return [];
    const role = roleOf(row);
    const scoring = metrics.find(({ name }) => name === row.metric)?.scoring ?? "ratio";
    const published = publishedMeasure(row, rows) ?? publishedMeasure(row, publishedRows);
    const error = published === undefined ? undefined : errorOf(scoring, simulated.mean, published);
    return [{ row, role, scoring, published, simulated, deterministic: simulated.n === 1, error }];
  });
}

/** How far two measures are apart: as logarithm of their ratio, or in points. */
export function errorOf(scoring: Scoring, simulated: number, published: number): number {
  return scoring === "ratio" ? Math.abs(Math.log(simulated / published)) : Math.abs(simulated - published);
}

function simulatedMeasure(row: PublishedRow, valuesOf: (one: Case, measure: string) => readonly number[]): Estimate | undefined {
  const measure = row.metric === "time" || row.metric === "share" ? row.metric : "rate";
  const own = valuesOf(caseOf(row), measure);
  const baseline = baselineCaseOf(row);
  if (baseline === undefined) return own.length === 0 ? undefined : estimateMean(own);
  const native = valuesOf(baseline, measure);
  if (own.length === 0 || own.length !== native.length) return undefined;
  if (row.metric === "degradation") return estimateMean(own.map((value, index) => 100 * (1 - value / (native[index] as number))));
  return row.metric === "rate" ? pairedRatio(native, own) : pairedRatio(own, native);
}
