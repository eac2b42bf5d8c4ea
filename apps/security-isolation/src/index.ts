export { measureReached, securityMeasures } from "./reached.ts";
export { securityIsolation, securityIsolation as default, securityOfRun, securityScenarios } from "./security-isolation.ts";
