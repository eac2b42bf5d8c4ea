export { type ReachedObjects, type SecurityEvidence, securityEvidence } from "./evidence.ts";
export { exposureMeasures, reaches, securityIsolation as securityIsolationOf } from "./isolation.ts";
export { kindOfCall } from "./kind-of-call.ts";
export { securityScenarios } from "./scenarios.ts";
export { securityScore } from "./score.ts";
export { securityIsolation, securityIsolation as default, securityMeasures } from "./security-isolation.ts";
export type { AnsweredCalls } from "./watch-calls.ts";
