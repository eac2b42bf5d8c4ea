import type { PublishedRow } from "./row.ts";

/** The unit of values that are ratios to the baseline already: times to its time, rates to its rate. */
export const RATIO = "ratio";

/**
 * What was published, in the terms in which it is compared: for times and rates the slowdown, the baseline's speed ÷ the
 * platform's; else the value itself, in per cent.
 *
 * @param others rows among which the baseline's value is looked for: the row's own list, then the shipped ones.
 * @returns undefined for rows of the baseline itself, which are no predictions, and where nothing is published for it.
 */
export function publishedMeasure(row: PublishedRow, others: readonly PublishedRow[]): number | undefined {
  if (row.metric === "degradation" || row.metric === "share") return row.value;
  const value = baselineValue(row, others);
  if (value === undefined) return undefined;
  return row.metric === "rate" ? value / row.value : row.value / value;
}

/** What was published for a row's baseline, in the row's own unit. */
export function baselineValue(row: PublishedRow, others: readonly PublishedRow[]): number | undefined {
  const { baseline } = row;
  if (baseline === undefined) return undefined;
  if (row.unit === RATIO) return 1;
  if (typeof baseline === "object") return baseline.value;
  const comparable = others.filter(
    (other) =>
      other.platform === baseline &&
      other.host === row.host &&
      other.program === row.program &&
      other.metric === row.metric &&
      other.unit === row.unit &&
      JSON.stringify(other.parameters ?? {}) === JSON.stringify(row.parameters ?? {}),
  );
  const exact = comparable.find((other) => other.paper === row.paper && labelOf(other) === labelOf(row));
  const only = comparable.length === 1 ? comparable[0] : undefined;
  return (exact ?? only)?.value;
}

/** What the paper calls the measurement, for rows that share a program: `native: SPECint vpr` gives `SPECint vpr`. */
function labelOf({ as }: PublishedRow): string | undefined {
  return as?.split(": ").slice(1).join(": ");
}
