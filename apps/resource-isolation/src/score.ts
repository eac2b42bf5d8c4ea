import type { Derived, MeasuredRun } from "@crosstalk/experiment";
import { isolationOf, type VictimValues } from "./isolation.ts";
import { baselines } from "./scenarios.ts";

function victimOf(values: MeasuredRun["values"] | undefined): VictimValues | undefined {
  if (values?.completion === undefined || values.failed === undefined) return undefined;
  return { completion: values.completion, failed: values.failed };
}

/**
 * Resource isolation of a run beside an antagonist, against that of the victim alone under the same seed; none for the
 * runs alone.
 *
 * @param prefix what the scenarios' names begin with, where those of several experiments stand side by side.
 */
export function resourceScore(prefix = ""): Derived {
  return {
    unit: "1",
    about: "share that the victim got of what it is entitled to",
    of({ values, levels: { scenario = "" } }, sibling) {
      const baseline = baselines[scenario.slice(prefix.length)];
      const alone = victimOf(baseline === undefined ? undefined : sibling({ scenario: prefix + baseline })?.values);
      const beside = victimOf(values);
      return alone === undefined || beside === undefined ? undefined : isolationOf(alone, beside);
    },
  };
}
