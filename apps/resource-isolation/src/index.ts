export { isCausedBy, type ResourceEvidence, resourceEvidence } from "./evidence.ts";
export { isolationOf, type VictimValues } from "./isolation.ts";
export { resourceIsolation, resourceIsolation as default, resourceMeasures } from "./resource-isolation.ts";
export { ENTITLEMENT, VICTIM_TENANT } from "./resource-world.ts";
export { baselines, resourceScenarios } from "./scenarios.ts";
export { resourceScore } from "./score.ts";
