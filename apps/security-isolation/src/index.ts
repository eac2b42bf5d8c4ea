export { exposureMeasures, reaches, securityIsolation as securityIsolationOf } from "./isolation.ts";
export { securityScenarios } from "./scenarios.ts";
export { securityIsolation, securityIsolation as default } from "./security-isolation.ts";
