export {
  entityTimesAt,
  groupLackAt,
  type ProcessorAccounts,
  processorAccountsAt,
  type SchedulerReader,
} from "./accounts.ts";
export { TICK } from "./alarms.ts";
export type { Layer, TickPolicy } from "./layer.ts";
export { ALONE as bvtAlone, bvt, bvtDefaults } from "./policies/bvt.ts";
export { type BvtParameters, UNIT as bvtUnitWeight, type Warp } from "./policies/bvt-state.ts";
export { credit, creditXen42, creditXen304 } from "./policies/credit.ts";
export { type CreditParameters, creditsPerMillisecond } from "./policies/credit-state.ts";
export { eevdf, eevdfDefaults } from "./policies/eevdf.ts";
export { eevdfScaledProcessors } from "./policies/eevdf-state.ts";
export { niceWeight } from "./policies/nice.ts";
export { o1, o1Defaults } from "./policies/o1.ts";
export { o1ImbalancePercent } from "./policies/o1-balance.ts";
export { defaultSlice as o1Slice, maximumSleep as o1MaximumSleep, o1Knobs } from "./policies/o1-interactivity.ts";
export { proportionalShare, proportionalShareDefaults } from "./policies/proportional-share.ts";
export type { ProportionalShareParameters } from "./policies/proportional-share-state.ts";
export { roundRobin } from "./policies/round-robin.ts";
export { span as tokenBucketSpan, tokenBucket, tokenBucketDefaults } from "./policies/token-bucket.ts";
export type { FillRate } from "./policies/token-bucket-rate.ts";
export { bucketParts, type TokenBucketParameters } from "./policies/token-bucket-state.ts";
export {
  type AlarmOptions,
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type EntityView,
  type Fairness,
  fairnessOf,
  type Gone,
  type GroupId,
  type GroupView,
  type ProcessorId,
  type ProcessorView,
  type Ready,
  type RunState,
  type SchedulingPolicy,
  type Share,
  type View,
} from "./policy.ts";
export type {
  Admission,
  AdmissionDraft,
  AnswerFromBelow,
  ClientCommand,
  Notice,
  OwnerCommand,
  ProcessorPort,
  RunStateEvent,
  TokenLike,
  TrapLike,
  Work,
} from "./port.ts";
export { type SchedulerEquipment, schedulerEquipment, schedulerMachine } from "./scheduler.ts";
export type {
  EntityState,
  EntityTimes,
  GroupState,
  ProcessorState,
  ProcessorTimes,
  SchedulerContext,
  SchedulerInput,
} from "./state.ts";
