export { type Antagonist, antagonistNamed, antagonists } from "./antagonists.ts";
export { begun, WORK_BEGINS } from "./begun.ts";
export { workloadCatalogue } from "./catalogue.ts";
export {
  type CountedOperation,
  type CountedProcessor,
  countedProcessors,
  countOperations,
  type OperationCounter,
} from "./counted-operations.ts";
export { FORKWAIT_PROCESSES, forkwait, forkwaitProgram } from "./forkwait.ts";
export { integerWorkloads, specint } from "./integer.ts";
export { type KernelOperation, kernelOperations } from "./kernel-operations.ts";
export { lmbenchName } from "./lmbench.ts";
export { recorded, recordedProfile, recordedProgram } from "./recorded.ts";
export { lightRequests } from "./request-server.ts";
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
export type { SectionTimes, TimedSections, Workload } from "./workload.ts";
