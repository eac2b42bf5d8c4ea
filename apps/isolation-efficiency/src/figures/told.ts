import { escapeHtml, formatEstimate } from "@crosstalk/experiment";
import type { Estimate } from "@crosstalk/metrics";
import { element } from "./svg.ts";

/** Parts of a drawing with a text that browsers show to who points at them. */
export function told(text: string, ...parts: readonly string[]): string {
  return element("g", {}, element("title", {}, escapeHtml(text)), ...parts);
}

/** A name with its mean, 95 % confidence interval and count of replications, such as `efficiency: 0.889 ± 0.011, n = 3`. */
export function toldEstimate(name: string, estimate: Estimate): string {
  return `${name}: ${formatEstimate(estimate)}, n = ${estimate.n}`;
}
