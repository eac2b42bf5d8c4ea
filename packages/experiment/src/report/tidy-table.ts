import type { Results } from "../results.ts";

/** A row of the tidy table: one number of one finished run. */
export interface TidyRow {
  readonly experiment: string;
  /** The run's level of each factor, in order. */
  readonly levels: readonly string[];
  readonly replication: number;
  readonly seed: number;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly fingerprint: string;
}

/** All results as rows of one tidy table: one for each number of each finished run. */
export function tidyRows({ experiment, runs, summary }: Results): TidyRow[] {
  const { factors, units } = summary;
  return runs.flatMap(({ levels, replication, seed, fingerprint, values }) =>
    Object.entries(units).flatMap(([metric, unit]): TidyRow[] => {
      const value = values[metric];
      if (value === undefined) return [];
      const named = factors.map((factor) => levels[factor] ?? "");
      return [{ experiment: experiment.name, levels: named, replication, seed, metric, value, unit, fingerprint }];
    }),
  );
}

/**
 * All results as one tidy table of comma-separated values (RFC 4180, with line feeds): one row for each number of each
 * finished run. Columns: experiment, one for each factor, replication, seed, metric, value, unit, fingerprint.
 */
export function tidyTable(results: Results): string {
  const header = ["experiment", ...results.summary.factors, "replication", "seed", "metric", "value", "unit", "fingerprint"];
  const rows = tidyRows(results).map(({ experiment, levels, replication, seed, metric, value, unit, fingerprint }) => {
    return [experiment, ...levels, replication, seed, metric, value, unit, fingerprint];
  });
  return [header, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
