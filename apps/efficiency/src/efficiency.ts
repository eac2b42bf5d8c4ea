import type { Derived, Experiment } from "@crosstalk/experiment";
import { type AnyScenario, anyScenario, scenarioExperiment } from "@crosstalk/workloads";
import { aloneMeasures, aloneScenario } from "./alone.ts";
import { type MeasuredProgram, morePrograms, programs } from "./programs.ts";

/** The platform that counts as native: plain Linux on the same host. */
export const NATIVE = "linux";

const scenarioOf = (program: MeasuredProgram): AnyScenario => anyScenario(aloneScenario(program));

/** Programs alone, as levels of every run. */
export const efficiencyScenarios: readonly AnyScenario[] = programs.map(scenarioOf);

/** Programs alone that only full runs take. */
export const moreEfficiencyScenarios: readonly AnyScenario[] = morePrograms.map(scenarioOf);

/** Native time ÷ time on the platform, of the same program under the same seed. */
export const efficiencyOfRun: Derived = {
  unit: "1",
  about: `time on ${NATIVE} ÷ time on the platform, of the same program under the same seed`,
  of({ values }, sibling) {
    const native = sibling({ platform: NATIVE })?.values.time;
    return native === undefined || values.time === undefined ? undefined : native / values.time;
  },
};

/**
 * How much of the machine's speed each platform leaves to programs that have it to themselves, and where the rest goes.
 *
 * Model notes: one processor, no devices. The only draw is when a program begins, relative to ticks.
 */
export const efficiency: Experiment = scenarioExperiment({
  name: "efficiency",
  about: "How much of the machine's speed a platform leaves to a program that has it to itself, and where the rest goes",
  scenarios: efficiencyScenarios,
  more: moreEfficiencyScenarios,
  measures: aloneMeasures,
  derived: { efficiency: efficiencyOfRun },
  replications: 5,
  summary: ["efficiency", ...Object.keys(aloneMeasures)],
});
