import type { Estimate, RatioEstimate } from "@crosstalk/metrics";

/** Sizes below and from which numbers are told with an exponent. */
const [SMALL, LARGE] = [1e-6, 1e15];

/**
 * A mean with half the width of its 95 % confidence interval, such as `2.015 ± 0.013`: two digits of the half-width, and
 * the mean to the same place. Four digits where the half-width says nothing about them (it is 0 or unknown). Very small and
 * very large ones have an exponent, the same for both: `9.35e-10 ± 0.59e-10`.
 */
export function formatEstimate({ mean, halfWidth }: Pick<Estimate, "mean" | "halfWidth">): string {
  const power = powerOf(Math.abs(mean), Number.isFinite(halfWidth) ? halfWidth : 0);
  if (power === 0) return plainEstimate(mean, halfWidth);
  const scale = Number(`1e${power}`);
  const [scaled, half] = plainEstimate(mean / scale, halfWidth / scale).split(" ± ");
  return `${scaled}e${power} ± ${half === "?" ? half : `${half}e${power}`}`;
}

function plainEstimate(mean: number, halfWidth: number): string {
  if (!Number.isFinite(halfWidth)) return `${mean.toFixed(decimalsFor(mean, 4))} ± ?`;
  const decimals = halfWidth === 0 ? decimalsFor(mean, 4) : Math.min(decimalsFor(halfWidth, 2), decimalsFor(mean, 5));
  return `${withoutMinusZero(mean.toFixed(decimals))} ± ${halfWidth.toFixed(decimals)}`;
}

/**
 * A ratio with the ends of its 95 % confidence interval, such as `1.266 (1.260 to 1.272)`: two digits of half the
 * interval's width. Four digits where that is 0 but for rounding, or unknown; the ends are then left out.
 */
export function formatRatio({ ratio, low, high }: Pick<RatioEstimate, "ratio" | "low" | "high">): string {
  const power = powerOf(ratio, Number.isFinite(high) ? high : 0);
  if (power === 0) return plainRatio(ratio, low, high);
  const scale = Number(`1e${power}`);
  return plainRatio(ratio / scale, low / scale, high / scale).replace(/[\d.]+/g, (number) => `${number}e${power}`);
}

function plainRatio(ratio: number, low: number, high: number): string {
  if (!Number.isFinite(high)) return `${ratio.toFixed(decimalsFor(ratio, 4))} (?)`;
  const halfWidth = (high - low) / 2;
  const decimals = halfWidth > ratio * 1e-9 ? Math.min(decimalsFor(halfWidth, 2), decimalsFor(ratio, 5)) : decimalsFor(ratio, 4);
  return `${ratio.toFixed(decimals)} (${low.toFixed(decimals)} to ${high.toFixed(decimals)})`;
}

/** The power of ten by which very small and very large numbers are told; 0 for others. */
function powerOf(...sizes: readonly number[]): number {
  const size = Math.max(...sizes);
  return size === 0 || (size >= SMALL && size < LARGE) ? 0 : Math.floor(Math.log10(size));
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
