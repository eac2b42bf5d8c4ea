export { conservationProblems } from "@crosstalk/platforms";
export { MOST_REPLICATIONS } from "./check-experiment.ts";
export { type ComparedMeasure, type Comparison, compareRuns, type RunIdentity, runName } from "./comparison/compare-runs.ts";
export { type DetailedRun, parseStoredDetails, type StoredDetails } from "./comparison/stored-details.ts";
export { storedResults } from "./comparison/stored-results.ts";
export { parseStoredRuns, type StoredRun, type StoredRuns } from "./comparison/stored-runs.ts";
export type { StoredSeries } from "./comparison/stored-series.ts";
export { type Design, designNamed, designProblems } from "./design/design.ts";
export {
  defineExperiment,
  type Experiment,
  type ExperimentDefinition,
  type FigureOf,
  isExperiment,
  type LevelNamesOf,
  type LevelValues,
} from "./experiment.ts";
export {
  type Factor,
  type FactorOptions,
  type FactorRange,
  type FactorSource,
  type FactorValue,
  factor,
  type LevelName,
} from "./factor.ts";
export { filterOf, type LevelFilter } from "./filter/filter-levels.ts";
export { type AzureReading, azureUtilization } from "./import/azure-cpu.ts";
export type { AzureVm, AzureVmCategory, Bucket } from "./import/azure-vms.ts";
export { type BitbrainsSample, bitbrainsUtilization } from "./import/bitbrains.ts";
export type { BlockEvent } from "./import/block-event.ts";
export { type BlockRequest, blockRequests } from "./import/block-requests.ts";
export { type BrokenLine, describeBrokenLine, ImportError } from "./import/import-error.ts";
export { type Imported, type Importer, type ImportOptions, importLines, type Reading } from "./import/importer.ts";
export { type ImportFormat, importerList, importers } from "./import/importers.ts";
export {
  type JobArrival,
  type JobArrivalOptions,
  type JobProgramOptions,
  jobArrivals,
  jobProgram,
} from "./import/job-arrivals.ts";
export type { ExitReason } from "./import/perf-kvm-stat.ts";
export type { RunInterval } from "./import/run-interval.ts";
export type { SystemCallCount } from "./import/strace-summary.ts";
export type { SwfJob, SwfLog } from "./import/swf.ts";
export {
  type SystemCallProfile,
  type SystemCallProgramOptions,
  systemCallProfile,
  systemCallProgram,
  uncountableCalls,
} from "./import/system-call-program.ts";
export type { NumberRange, TextLine } from "./import/text-line.ts";
export {
  lengthOfSeries,
  meanShare,
  seriesOfSamples,
  type UtilizationInterval,
  type UtilizationSample,
  type UtilizationSeries,
} from "./import/utilization.ts";
export { type UtilizationProgramOptions, utilizationProgram } from "./import/utilization-program.ts";
export { Level, lazyLevel, level, type SelfNamed, slugOf } from "./level.ts";
export type { LevelReference } from "./level-reference.ts";
export type { Derived, LevelNames, Measure, MeasuredRun } from "./measure.ts";
export { type NestedParameters, nested, type ParameterValues } from "./nested.ts";
export { type FailedRun, type FinishedRun, hasFailed, type RunFailure, type RunOutcome, type RunResult } from "./outcome.ts";
export { filterProblems, MOST_SEED, numberProblems, type Plan, type PlannedRun, type PlanRequest, planRuns } from "./plan.ts";
export { type PrecisionRequest, precisionProblems } from "./precision.ts";
export { type RangeOptions, range } from "./range.ts";
export { comparisonTable } from "./report/comparison-table.ts";
export type { ExperimentReport, ReportCell, ReportSection, ReportTable } from "./report/experiment-report.ts";
export type { FigureOptions } from "./report/figure-options.ts";
export { figureSpec } from "./report/figure-spec.ts";
export { formatEstimate } from "./report/format-estimate.ts";
export { escapeHtml, htmlPage } from "./report/html-page.ts";
export { manifestOf, type RunContext } from "./report/manifest.ts";
export { omnetppScalars } from "./report/omnetpp-scalars.ts";
export { omnetppVectors } from "./report/omnetpp-vectors.ts";
export { planText } from "./report/plan-text.ts";
export type { ResolvedWorlds } from "./report/resolved-worlds.ts";
export { type SummaryTableOptions, summaryTable } from "./report/summary-table.ts";
export { type FilledColumn, tablesThatFit, wrapWords } from "./report/tables-that-fit.ts";
export { type TextColumn, textTable } from "./report/text-table.ts";
export { tidyTable } from "./report/tidy-table.ts";
export { whatIfText } from "./report/what-if-text.ts";
export { wrappedTable } from "./report/wrapped-table.ts";
export { collectResults, type Results } from "./results.ts";
export { runExperiment } from "./run-experiment.ts";
export { type UnusableRunCode, UnusableRunError } from "./run-failure.ts";
export { assembling, finishRun, runOne } from "./run-one.ts";
export type { RunSeries, RunSeriesPoint, SeriesMeasure } from "./run-series.ts";
export { runtimeNamed, runtimeProblems, USUAL_RUNTIME } from "./runtime-choice.ts";
export type { Selection, SelectionRequest } from "./selection.ts";
export { type Summary, type SummaryPoint, summarize } from "./summary.ts";
export { sweptWorldProblems } from "./swept-worlds.ts";
export { type TracedRun, traceRun } from "./trace-run.ts";
export { type ConstantTables, type PlausibleOptions, plausibleConstants } from "./uncertainty/plausible-constants.ts";
export {
  CONSTANTS,
  type SampledConstants,
  sampledReplicationsProblems,
  uncertaintyProblems,
  withUncertainty,
} from "./uncertainty/sampled-constants.ts";
export { type Uncertainty, uncertaintyOf } from "./uncertainty/uncertainty-of.ts";
export { uncertaintyTable } from "./uncertainty/uncertainty-table.ts";
export { uncertainties, uncertaintyText } from "./uncertainty/uncertainty-text.ts";
export {
  describeProblem,
  throwProblems,
  UsageError,
  type UsageProblem,
  wholeNumber,
  wholeNumberProblems,
} from "./usage-error.ts";
export type { FoundWarmUp, WarmUpChoice } from "./warm-up.ts";
export { warmUpNamed, warmUpTextProblems } from "./warm-up-choice.ts";
export { whatIfProblems } from "./what-if-problems.ts";
export type { WorldBuilder } from "./world-builder.ts";
