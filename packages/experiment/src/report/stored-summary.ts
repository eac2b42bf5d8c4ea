import type { StoredDetails } from "../comparison/stored-details.ts";
import { type Summary, summarizeRuns } from "../summary.ts";
import { averagedOverSamples } from "../uncertainty/averaged-over-samples.ts";
import { CONSTANTS } from "../uncertainty/sampled-constants.ts";

/**
 * The means and intervals that a page shows of stored runs. If constants were sampled, they are those of averages over the
 * samples, and the constants are no factor: what they do is told by itself.
 */
export function storedSummary({ factors, units, runs, uncertainty }: StoredDetails): Summary {
  if (uncertainty === undefined) return summarizeRuns(factors, units, runs);
  const others = factors.filter((factor) => factor !== CONSTANTS);
  return summarizeRuns(others, units, averagedOverSamples(runs));
}
