export type { ExecutionOptions, Executor } from "./executors/executor.ts";
export { type ExperimentModule, loadExperiment } from "./executors/experiment-module.ts";
export { inProcess } from "./executors/in-process.ts";
export { type PreciseRuns, runToPrecision } from "./executors/run-to-precision.ts";
export { processorsToUse, workerPool } from "./executors/worker-pool.ts";
export { outputFileProblems, outputFolderProblems } from "./stores/output-problems.ts";
export { resultFiles, type StoredResults, storeResults } from "./stores/results-store.ts";
export { drawFigure } from "./stores/svg-figure.ts";
export { writeWhole } from "./stores/write-whole.ts";
