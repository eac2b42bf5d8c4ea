import { formatEstimate, textTable } from "@crosstalk/experiment";
import type { Estimate } from "@crosstalk/metrics";
import { type IsolationKind, isolationKinds } from "./parts.ts";
import type { PlatformScore } from "./scores.ts";

/** The kinds that any platform has a number for. */
export function measuredKinds(scores: readonly PlatformScore[]): readonly IsolationKind[] {
  return isolationKinds.filter((kind) => scores.some(({ kinds }) => kinds[kind] !== undefined));
}

/** A mean with its interval to three decimals; a dash where there is none. */
export function cell(estimate: Estimate | undefined): string {
  if (estimate === undefined) return "-";
  const { mean, halfWidth } = estimate;
  if (!Number.isFinite(halfWidth)) return formatEstimate(estimate);
  return `${mean.toFixed(3)} ± ${halfWidth.toFixed(3)}`;
}

/** Where the section with all sourced constants is on the page. */
export const CONSTANTS = "constants";

/** Operations that take less than this share of what a table is about are left out of it. */
export const LEAST_SHARE = 0.0005;

/** A count of operations: whole, or to two decimals where it is small and broken off. */
export function countText(count: number): string {
  return count >= 100 || Math.abs(count - Math.round(count)) < 1e-6 ? count.toFixed(0) : count.toFixed(2);
}

/** Where platforms stand, as a table of text within 80 columns. */
export function scoreTable(scores: readonly PlatformScore[]): string {
  const kinds = measuredKinds(scores);
  const columns = [
    { title: "platform", align: "left" as const },
    ...["efficiency", ...kinds, "isolation"].map((title) => ({ title, align: "right" as const })),
  ];
  const short = (estimate: Estimate | undefined): string =>
    estimate === undefined
      ? "-"
      : `${estimate.mean.toFixed(2)} ± ${Number.isFinite(estimate.halfWidth) ? estimate.halfWidth.toFixed(2) : "?"}`;
  const rows = scores.map((score) => [
    score.platform,
    short(score.efficiency),
    ...kinds.map((kind) => short(score.kinds[kind])),
    short(score.isolation),
  ]);
  return textTable(columns, rows).join("\n");
}

/** Puts a text into lines of at most so many characters. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
