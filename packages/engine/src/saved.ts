import type { SavedActor } from "./actor-cell.ts";
import type { FingerprintState } from "./fingerprint.ts";
import type { ModelEvent } from "./model-event.ts";
import type { Nanoseconds } from "./time.ts";
import type { WireState } from "./wire.ts";

/** A pending event as data; events stand in their total order. */
export interface SavedEvent {
  readonly time: Nanoseconds;
  readonly priority: number;
  readonly tie: number;
  /** Index of the actor that takes it. */
  readonly target: number;
  readonly event: ModelEvent;
  /** Id of a delayed event of the actor to itself. */
  readonly timer?: string;
}

/** A whole simulation as a JSON value: restored in a world assembled alike, the run goes on as if never interrupted. */
export interface SavedSimulation {
  readonly format: 1;
  readonly seed: number;
  /** Seed of the permutation of ties; null if the run does not permute them. */
  readonly permuteTies: number | null;
  readonly now: Nanoseconds;
  readonly deliveries: number;
  readonly instantEvents: number;
  readonly fingerprint: FingerprintState;
  /** Generator states by stream name. */
  readonly random: Readonly<Record<string, readonly number[]>>;
  /** What probes have kept, by name. */
  readonly notes: Readonly<Record<string, unknown>>;
  /** By actor index; null where an actor has ended. */
  readonly actors: readonly (SavedActor | null)[];
  readonly wires: readonly ({ readonly source: number; readonly target: number } & WireState)[];
  readonly events: readonly SavedEvent[];
}
