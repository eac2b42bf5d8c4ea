import type { Results } from "../results.ts";

/**
 * All results as one tidy table of comma-separated values (RFC 4180, with line feeds): one row for each number of each
 * finished run. Columns: experiment, one for each factor, replication, seed, metric, value, unit, fingerprint.
 */
export function tidyTable({ experiment, runs, summary }: Results): string {
  const { factors, units } = summary;
  const header = ["experiment", ...factors, "replication", "seed", "metric", "value", "unit", "fingerprint"];
  const rows = runs.flatMap((run) =>
    Object.entries(units).flatMap(([metric, unit]) => {
      const value = run.values[metric];
      if (value === undefined) return [];
      const levels = factors.map((factor) => run.levels[factor] ?? "");
      return [[experiment.name, ...levels, run.replication, run.seed, metric, value, unit, run.fingerprint]];
    }),
  );
  return [header, ...rows].map((row) => `${row.map(field).join(",")}\n`).join("");
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
