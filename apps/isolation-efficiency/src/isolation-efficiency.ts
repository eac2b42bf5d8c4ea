import type { Experiment } from "@crosstalk/experiment";
import { scenarioExperiment } from "@crosstalk/workloads";
import { figureParts } from "./parts.ts";
import { reportOf } from "./report.ts";

/**
 * Figure 3.4, computed: where each platform stands between isolation and efficiency. All scenarios of the experiments on
 * efficiency and on the kinds of isolation, on every platform, under common random numbers.
 */
export const isolationEfficiency: Experiment = scenarioExperiment({
  name: "isolation-efficiency",
  about: "Where platforms stand between isolation and efficiency (Figure 3.4, computed)",
  scenarios: figureParts.flatMap(({ scenarios }) => scenarios),
  more: figureParts.flatMap(({ more }) => more),
  measures: Object.assign({}, ...figureParts.map(({ measures }) => measures)),
  derived: Object.fromEntries(figureParts.map(({ name, score }) => [name, score])),
  replications: 3,
  report: reportOf,
});
