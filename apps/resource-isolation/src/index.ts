export { isolationOf, type VictimValues } from "./isolation.ts";
export { resourceIsolation, resourceIsolation as default } from "./resource-isolation.ts";
export { baselines, resourceScenarios } from "./scenarios.ts";
