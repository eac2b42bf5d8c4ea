import type { Estimate, RatioEstimate } from "@crosstalk/metrics";

/**
 * A mean with half the width of its 95 % confidence interval, such as `2.015 ± 0.013`: two digits of the half-width, and
 * the mean to the same place. Four digits where the half-width says nothing about them (it is 0 or unknown).
 */
export function formatEstimate({ mean, halfWidth }: Pick<Estimate, "mean" | "halfWidth">): string {
  if (!Number.isFinite(halfWidth)) return `${mean.toFixed(decimalsFor(mean, 4))} ± ?`;
  const decimals = halfWidth === 0 ? decimalsFor(mean, 4) : Math.min(decimalsFor(halfWidth, 2), decimalsFor(mean, 5));
  return `${withoutMinusZero(mean.toFixed(decimals))} ± ${halfWidth.toFixed(decimals)}`;
}

/**
 * A ratio with the ends of its 95 % confidence interval, such as `1.266 (1.260 to 1.272)`: two digits of half the
 * interval's width. Four digits where that is 0 but for rounding, or unknown; the ends are then left out.
 */
export function formatRatio({ ratio, low, high }: Pick<RatioEstimate, "ratio" | "low" | "high">): string {
  if (!Number.isFinite(high)) return `${ratio.toFixed(decimalsFor(ratio, 4))} (?)`;
  const halfWidth = (high - low) / 2;
  const decimals = halfWidth > ratio * 1e-9 ? Math.min(decimalsFor(halfWidth, 2), decimalsFor(ratio, 5)) : decimalsFor(ratio, 4);
  return `${ratio.toFixed(decimals)} (${low.toFixed(decimals)} to ${high.toFixed(decimals)})`;
}

/** Decimals that show so many digits of a number, 0 to 9. */
function decimalsFor(value: number, digits: number): number {
  const size = Math.abs(value);
  if (size === 0) return digits - 1;
  const first = Math.floor(Math.log10(Number(size.toPrecision(digits))));
  return Math.min(9, Math.max(0, digits - 1 - first));
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
