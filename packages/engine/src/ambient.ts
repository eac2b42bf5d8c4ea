import type { RandomStream } from "./random.ts";
import type { Nanoseconds } from "./time.ts";

/** What a delivery makes available to the model code that handles it. */
export interface Ambient {
  readonly now: Nanoseconds;
  random(name: string): RandomStream;
  equipment(path: string): unknown;
}

let current: Ambient | undefined;

function within(): Ambient {
  if (current === undefined) throw new Error("now(), random() and equipment() are valid only while an event is being delivered");
  return current;
}

/** The virtual time of the event that is being delivered: for guards, delays and actions of statecharts. */
export function now(): Nanoseconds {
  return within().now;
}

/**
 * The run's random stream of that name; name it by the role of who draws and the purpose (`tenant2/web: think`), so
 * that adding an actor changes no other's numbers. Not for guards: they may run any number of times.
 */
export function random(name: string): RandomStream {
  return within().random(name);
}

/**
 * What the actor at a path was equipped with at assembly: what it is built from that is no data, such as functions, and
 * so can't stand in its context. Statecharts that ask for it here, instead of closing over it, are shared by all actors
 * of a kind in all runs, and worked out and compiled once.
 *
 * Not for guards, which `can` of a snapshot asks outside of deliveries too.
 *
 * @throws {SimulationError} if it has none, as actors that are made during the run.
 */
export function equipment<Equipment>(path: string): Equipment {
  return within().equipment(path) as Equipment;
}

/** Makes a simulation the ambient one, and returns the one before. Engine only. */
export function enter(ambient: Ambient | undefined): Ambient | undefined {
  const before = current;
  current = ambient;
  return before;
}
