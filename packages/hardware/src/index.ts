export {
  type Account,
  type AccountKind,
  type AccountLink,
  account,
  causedBy,
  chainOf,
  credit,
  type Ledger,
  totalOf,
} from "./account.ts";
export { atClock, CLOCK_RANGE } from "./at-clock.ts";
export type { CacheLevel, CacheModel, TranslationBuffer } from "./caches/cache-model.ts";
export type { Residency, Resident } from "./caches/residency.ts";
export { hostCatalogue } from "./catalogue/catalogue.ts";
export { currentServer, currentServerMachine } from "./catalogue/current-server.ts";
export { dualXeon2003, dualXeon2003Machine } from "./catalogue/dual-xeon-2003.ts";
export { pentium4Model672, pentium4Model672Machine } from "./catalogue/pentium4-672.ts";
export { type ClosedPopulation, MOST_CLIENTS } from "./closed-population.ts";
export { constantsRead, fromConstants, readWhenUsed, withoutReading } from "./constant-reads.ts";
export { type Content, contentAt, goesOn, sameContent } from "./content.ts";
export {
  type DeviceRequest,
  type FetchCompletions,
  type FixedServiceDeviceInput,
  fixedServiceDeviceMachine,
  type SubmitRequest,
} from "./fixed-service-device.ts";
export type { BalloonAskEvent, BalloonTargetEvent, FrameContent, FrameRun, FramesEvent, MemoryWatcher } from "./frames.ts";
export { frozenSegment } from "./frozen-segment.ts";
export { begunAt, type GivenBurst, givenBurst, LONG_BURST, lengthOf, segmentAt } from "./given-burst.ts";
export {
  buildHost,
  type ClosedClientsOptions,
  DEFAULT_QUEUE,
  type Host,
  type HostModel,
  type HostOptions,
  type NetworkClientsOptions,
  networkConstants,
  type OpenClientsOptions,
  type TestDeviceOptions,
} from "./host.ts";
export { type InterconnectContext, interconnectMachine, type Signal, type Watch } from "./interconnect.ts";
export {
  type AssertInterrupt,
  type InterruptRouterContext,
  interruptRouterMachine,
  type RouteInterrupt,
} from "./interrupt-router.ts";
export type {
  Answer,
  Burst,
  ChannelDescription,
  Command,
  DeviceDescription,
  Features,
  Machine,
  Part,
  ProcessorAddress,
  RaiseInterrupt,
  Segment,
  Token,
  Trap,
  Vector,
} from "./machine.ts";
export { makeSegment } from "./make-segment.ts";
export {
  allocatePages,
  type Extent,
  emptyMemory,
  type Footprint,
  FREE,
  type Memory,
  pagesOf,
  releasePages,
  splitExtent,
} from "./memory.ts";
export { type Load, type MemoryBusContext, memoryBusMachine, type Pace } from "./memory-bus.ts";
export { knownConstants, namedConstant, namedConstants } from "./named-constants.ts";
export { type NetworkClientsContext, type NetworkClientsInput, networkClientsMachine } from "./network-clients.ts";
export {
  addOperations,
  OPERATION_CLASSES,
  type OperationClass,
  type Operations,
  type Priced,
  type Prices,
  type Pricing,
  pricer,
} from "./operations.ts";
export { plausibleValue, whyHeldFixed } from "./plausible-value.ts";
export { type PowerOn, processorMachine, type Signalled } from "./processor.ts";
export { ledgerAt, type ProcessorContext, type ProcessorInput } from "./processor-state.ts";
export { Remembered } from "./remembered.ts";
export { rewritingBursts } from "./rewriting-bursts.ts";
export { type ClientRequest, type Service, serviceOf } from "./service.ts";
export {
  fitted,
  type HeldFixed,
  heldFixed,
  heldFixedReasons,
  inSteps,
  type Provenance,
  quoted,
  recalled,
  type Sourced,
} from "./sourced.ts";
