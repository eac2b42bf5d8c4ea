export { caseExperiment, caseExperiment as default } from "./case-experiment.ts";
export { counts, type EvaluatedRow, type Role } from "./evaluation.ts";
export { metrics } from "./metrics.ts";
export { type Named, type NameKind, names } from "./names.ts";
export { publishedRows } from "./published.ts";
export type { PublishedRow } from "./row.ts";
export { type Summary, summarize } from "./summary.ts";
export { planValidation, type Validation, type ValidationPlan, validate } from "./validate.ts";
