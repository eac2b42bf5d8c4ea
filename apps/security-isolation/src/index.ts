export { exposureMeasures, reaches, securityIsolation as securityIsolationOf } from "./isolation.ts";
export { securityScenarios } from "./scenarios.ts";
export { securityScore } from "./score.ts";
export { securityIsolation, securityIsolation as default, securityMeasures } from "./security-isolation.ts";
