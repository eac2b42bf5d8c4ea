export { type Anatomy, anatomyOf, type Component } from "./anatomy.ts";
export { type FaultEvidence, faultEvidence, type Requests, type ServedTenant } from "./evidence.ts";
export { faultIsolationExperiment, faultIsolationExperiment as default } from "./fault-isolation.ts";
export { type FaultWorld, type FaultyMachine, faultWorld, isOver, othersService, outageOf } from "./fault-world.ts";
export { type Arming, type Fault, faults } from "./faults.ts";
export { faultIsolation } from "./isolation.ts";
export { type FaultMeasure, faultMeasures, faultScenarios } from "./scenarios.ts";
export type { Happening, Happenings, Refusal } from "./watch-faults.ts";
