import type { SavedActor } from "./actor-cell.ts";
import { SimulationError } from "./errors.ts";
import type { FingerprintState } from "./fingerprint.ts";
import type { ModelEvent } from "./simulation.ts";
import type { Nanoseconds } from "./time.ts";
import type { StageState } from "./wire.ts";

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
  readonly now: Nanoseconds;
  readonly deliveries: number;
  readonly instantEvents: number;
  readonly fingerprint: FingerprintState;
  /** Generator states by stream name. */
  readonly random: Readonly<Record<string, readonly number[]>>;
  /** By actor index; null where an actor has ended. */
  readonly actors: readonly (SavedActor | null)[];
  readonly wires: readonly { source: number; target: number; last: Nanoseconds; stages: readonly StageState[] }[];
  readonly events: readonly SavedEvent[];
}

/** Refuses a save that does not fit the assembled world. */
export function checkSaved(saved: SavedSimulation, seed: number, paths: readonly string[]): void {
  const refuse = (why: string): never => {
    throw new SimulationError("BAD_SAVE", `can't restore: ${why}`, { at: 0, path: "", seed });
  };
  if (saved.format !== 1) refuse(`format is ${String(saved.format)}; allowed is 1`);
  if (saved.seed !== seed) refuse(`it was saved under seed ${saved.seed}, this run has seed ${seed}`);
  const assembled = saved.actors.filter((actor) => actor !== null && actor.factory === undefined).map((actor) => actor?.path);
  if (assembled.join("\n") !== paths.join("\n")) {
    const strange = [...assembled.filter((path) => !paths.includes(path as string)), ...paths.filter((path) => !assembled.includes(path))];
    refuse(`the world has other actors than the save: ${strange.slice(0, 5).join(", ") || "in another order"}`);
  }
}
