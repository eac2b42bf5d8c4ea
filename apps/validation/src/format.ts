import type { EvaluatedRow } from "./evaluation.ts";

/** Half widths below this part of the mean are not shown: 0.5 %. */
const SHOWN = 0.005;

/** A number to three digits, without an exponent below a hundred thousand. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "-";
  const size = Math.abs(value);
  if (size >= 99.95) return value.toFixed(0);
  if (size >= 9.995) return value.toFixed(1);
  return value.toFixed(2);
}

/** Seconds as people write them. */
export function seconds(value: number): string {
  if (value >= 1) return `${digits(value)} s`;
  if (value >= 1e-3) return `${digits(value * 1e3)} ms`;
  return value >= 1e-6 ? `${digits(value * 1e6)} us` : `${digits(value * 1e9)} ns`;
}

/** What was published, as it is compared: a ratio, or per cent; for the baseline's own rows value and unit. */
export function publishedText({ published, row, scoring }: EvaluatedRow): string {
  if (published === undefined) return `${row.value} ${row.unit}`;
  return scoring === "points" ? `${digits(published)} %` : digits(published);
}

/** What was simulated, with half the width of its interval where replications differ so much that it shows. */
export function simulatedText({ simulated, published, row, scoring }: EvaluatedRow): string {
  const { mean, n, halfWidth } = simulated;
  if (published === undefined && row.metric === "time") return seconds(mean);
  if (published === undefined && row.metric === "rate") return `${digits(mean)} /s`;
  const interval = n === 1 || halfWidth < SHOWN * mean ? "" : ` ± ${digits(halfWidth)}`;
  return `${digits(mean)}${interval}${scoring === "points" ? " %" : ""}`;
}

/** How far off it is: per cent of the published ratio, or percentage points. */
export function differenceText({ published, simulated, scoring }: EvaluatedRow): string {
  if (published === undefined) return "";
  if (scoring === "points") return `${signed(simulated.mean - published, 2)} points`;
  return `${signed(100 * (simulated.mean / published - 1), 1)} %`;
}

function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) > 0 ? `+${text}` : Number(text) === 0 ? text.replace("-", "") : text;
}
