export { begun, WORK_BEGINS } from "./begun.ts";
export { forkWait } from "./fork-wait.ts";
export { recordedProfile, recordedProgram } from "./recorded.ts";
export { type AnyScenario, anyScenario, type Scenario } from "./scenario.ts";
export {
  platformFactor,
  type ScenarioExperiment,
  type ScenarioMeasure,
  type ScenarioMeasures,
  scenarioExperiment,
} from "./scenario-experiment.ts";
export { type ScenarioRun, scenarioRun } from "./scenario-run.ts";
export { kernelAt, kernelOf, kernelPaths } from "./tenant-kernel.ts";
