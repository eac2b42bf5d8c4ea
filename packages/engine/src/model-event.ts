import type { Nanoseconds } from "./time.ts";

/** An event that statecharts take and emit: a JSON value with a type. Nobody changes it once it has been emitted. */
export interface ModelEvent {
  readonly type: string;
  /** When emitted: path of the actor that it goes to, over the wire between the two. */
  readonly to?: string;
  readonly [field: string]: unknown;
}

/** Emitted by a model to make an actor during the run, from a factory named at assembly. */
export interface SpawnRequest {
  readonly type: "engine.spawn";
  readonly factory: string;
  readonly path: string;
  readonly input: unknown;
}

/** Emitted by a model to end an actor that was made during the run; events on their way to it are lost. */
export interface StopRequest {
  readonly type: "engine.stop";
  readonly path: string;
}

/** What runs the statecharts: our compiled runtime, or the reference, XState's own interpreter. The results are the same. */
export type Runtime = "compiled" | "reference";

/** How a run is set up. */
export interface SimulationOptions {
  /** Non-negative integer; same seed, same run. */
  readonly seed: number;
  /** Non-negative integer; permutes the order of simultaneous events of different wires; absent: order of insertion. */
  readonly permuteTies?: number;
  /** What runs the statecharts; `compiled` by default. A machine that does not compile runs on the interpreter even so. */
  readonly runtime?: Runtime;
  /** Most deliveries in one instant before the run is taken to be in an endless loop; 1,000,000 by default. */
  readonly mostInstantEvents?: number;
}

/** Called at each delivery, before the actor takes the event. Must not change the run. */
export type DeliveryListener = (time: Nanoseconds, path: string, event: ModelEvent) => void;
