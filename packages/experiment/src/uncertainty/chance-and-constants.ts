import type { Estimate } from "@crosstalk/metrics";
import type { Summary, SummaryPoint } from "../summary.ts";
import type { Uncertainty } from "./uncertainty-of.ts";

/**
 * A summary with the intervals of what chance and constants do together, in the place of those that replications alone
 * leave open. Chance and constants have nothing to do with each other, so that the squares of their half-widths add up.
 *
 * @param summary of averages over the samples: the constants are no factor of it.
 * @param measures of each measure, what chance and constants do at combinations of levels; the summary keeps no others.
 */
export function ofChanceAndConstants(summary: Summary, measures: Readonly<Record<string, readonly Uncertainty[]>>): Summary {
  const key = (levels: Readonly<Record<string, string>>) => JSON.stringify(summary.factors.map((factor) => levels[factor]));
  const told = Object.entries(measures).map(
    ([metric, found]) => [metric, new Map(found.map((each) => [key(each.levels), each]))] as const,
  );
  const points = summary.points.map(({ levels }): SummaryPoint => {
    const here = key(levels);
    const estimates = told.flatMap(([metric, found]): [string, Estimate][] => {
      const uncertainty = found.get(here);
      return uncertainty === undefined ? [] : [[metric, together(uncertainty)]];
    });
    return { levels, estimates: Object.fromEntries(estimates) };
  });
  return { ...summary, points };
}

function together({ split: { estimate, parameterHalfWidth } }: Uncertainty): Estimate {
  const halfWidth = Math.hypot(estimate.halfWidth, parameterHalfWidth);
  return { ...estimate, halfWidth, low: estimate.mean - halfWidth, high: estimate.mean + halfWidth };
}
