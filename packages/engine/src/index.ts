export type { SavedActor } from "./actor-cell.ts";
export { now, random } from "./ambient.ts";
export { type ErrorCode, type ErrorPlace, ModelError, SimulationError } from "./errors.ts";
export type { EventHandle, EventList, EventOrder, ScheduledItem } from "./event-list.ts";
export { Fingerprint, type FingerprintState, hashString, hashValue, mix } from "./fingerprint.ts";
export { HeapEventList } from "./heap-event-list.ts";
export { RandomStream, RandomStreams } from "./random.ts";
export type { SavedEvent, SavedSimulation } from "./saved.ts";
export { type Assemble, begin, type Run, resume } from "./scenario.ts";
export {
  type DeliveryListener,
  type ModelEvent,
  Simulation,
  type SimulationOptions,
  type SpawnRequest,
  type StopRequest,
} from "./simulation.ts";
export { END_OF_TIME, formatTime, ms, type Nanoseconds, NEVER, ns, seconds, toSeconds, us } from "./time.ts";
export { type Delivery, recordTrace } from "./trace.ts";
export { VirtualTimeScheduler, type WorkQueue } from "./virtual-time-scheduler.ts";
export { Wire, type WireOptions, type WireStage } from "./wire.ts";
export { bandwidth, latency, loss, sample } from "./wire-stages.ts";
