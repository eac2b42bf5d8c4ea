import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { ModelError } from "./errors.ts";
import type { EventHandle } from "./event-queue.ts";
import { hashString } from "./fingerprint.ts";
import type { ModelEvent } from "./model-event.ts";
import type { Nanoseconds } from "./time.ts";
import type { Wire } from "./wire.ts";

/** A statechart's saved state, the same whichever runtime runs it: XState's persisted snapshot and the order of its nodes. */
export interface SavedActor {
  readonly path: string;
  /** The factory that made it during the run; absent for actors of the assembly. */
  readonly factory?: string;
  readonly snapshot: unknown;
  /** Ids of the active state nodes in XState's own order, on which the order of eventless transitions rests. */
  readonly nodes: readonly string[];
  /** How many delayed events without an id of their own it has made. */
  readonly numbered: number;
}

/** What a cell needs from its simulation. */
export interface CellHost {
  /** Starts its statechart on the runtime of the run, from the beginning or from where it was saved. */
  start(cell: ActorCell, saved: SavedActor | undefined): void;
  /** Puts a delayed event of an actor to itself on the event list; its hash, if it is known already, else -1. */
  schedule(cell: ActorCell, event: ModelEvent, delay: Nanoseconds, id: string, eventHash: number): void;
  isPending(handle: EventHandle): boolean;
  cancel(handle: EventHandle): void;
  emitted(cell: ActorCell, event: ModelEvent, eventHash: number): void;
  failed(cell: ActorCell, error: unknown): void;
}

/** An actor's statechart, run by one of the two runtimes. */
export interface CellChart {
  readonly snapshot: AnyMachineSnapshot;
  readonly isActive: boolean;
  /** Handles the event that is delivered; some transition must take it. */
  deliver(event: ModelEvent): void;
  stop(): void;
  /** The statechart as data; throws if its context is not JSON. */
  save(): Pick<SavedActor, "snapshot" | "nodes" | "numbered">;
}

/** Delayed events beyond which an actor's are looked up by their ids' hashes, not one by one. */
const FEW_TIMERS = 8;

/** How many delayed events an actor may have had before those that have passed are forgotten. */
const FEWEST_KEPT = 64;

/** An actor's place in its simulation: path, delayed events, wires. Its statechart hangs on it once it is started. */
export class ActorCell {
  readonly index: number;
  readonly path: string;
  /** Hash of the path. */
  readonly hash: number;
  readonly factory: string | undefined;
  readonly machine: AnyStateMachine;
  /** What it was given at its making, for its start. */
  readonly input: unknown;
  readonly host: CellHost;
  /** Undefined until it is started. */
  chart: CellChart | undefined;
  /** Whether it was ended during the run: what is on its way to it is lost. */
  stopped = false;
  /** Wires that leave from here, by the path of their target; undefined if there are none yet. */
  wires: Map<string, Wire> | undefined;
  /** The wire that was used last: most actors send to one other over and over. */
  lastWire: Wire | undefined;
  /** Actors from which a wire leads here; undefined if there are none. */
  sources: Set<ActorCell> | undefined;
  /** Ids of delayed events, some of which may have passed, and their handles in the same order. */
  #timerIds: string[] | undefined;
  #timers: EventHandle[] | undefined;
  /** The same by id, once there are many. */
  #manyTimers: Map<string, EventHandle> | undefined;
  #mostTimers = FEWEST_KEPT;

  constructor(host: CellHost, index: number, path: string, machine: AnyStateMachine, input: unknown, factory?: string) {
    this.host = host;
    this.index = index;
    this.path = path;
    this.hash = hashString(path);
    this.machine = machine;
    this.input = input;
    this.factory = factory;
  }

  get started(): boolean {
    return this.chart !== undefined;
  }

  get snapshot(): AnyMachineSnapshot {
    if (this.chart === undefined) throw new ModelError(`actor ${this.path} has not been started`, "WRONG_PHASE");
    return this.chart.snapshot;
  }

  /** Starts the statechart, from the beginning or from where it was saved. */
  start(saved?: SavedActor): void {
    this.host.start(this, saved);
  }

  deliver(event: ModelEvent): void {
    const chart = this.chart as CellChart;
    if (!chart.isActive)
      throw new ModelError(`event ${event.type} comes to a statechart that has reached its final state`, "UNHANDLED_EVENT");
    chart.deliver(event);
  }

  /** The actor as data; throws if its context is not JSON. */
  save(): SavedActor {
    const saved = { path: this.path, ...(this.chart as CellChart).save() };
    return this.factory === undefined ? saved : { ...saved, factory: this.factory };
  }

  /** Keeps the handle of a delayed event. */
  remember(id: string, handle: EventHandle): void {
    if (this.#manyTimers !== undefined) {
      this.#rememberMany(this.#manyTimers, id, handle);
      return;
    }
    this.#timerIds ??= [];
    this.#timers ??= [];
    const known = this.#timerIds.indexOf(id);
    if (known !== -1) {
      this.#timers[known] = handle;
    } else if (this.#timerIds.length < FEW_TIMERS) {
      this.#timerIds.push(id);
      this.#timers.push(handle);
    } else {
      this.#manyTimers = new Map(
        this.#timerIds.map((one, index) => [one, (this.#timers as EventHandle[])[index] as EventHandle]),
      );
      this.#rememberMany(this.#manyTimers, id, handle);
    }
  }

  /** Whether a delayed event of that id is to come. */
  hasPending(id: string): boolean {
    const handle = this.#handle(id);
    return handle !== undefined && this.host.isPending(handle);
  }

  /** Cancels a delayed event; nothing happens if none of that id is to come. */
  cancel(id: string): void {
    const handle = this.#handle(id);
    if (handle !== undefined) this.host.cancel(handle);
  }

  /** Cancels all delayed events. */
  cancelAll(): void {
    for (const handle of this.#manyTimers?.values() ?? this.#timers ?? []) this.host.cancel(handle);
  }

  /** Forgets the wire to an actor that has ended. */
  forgetWire(path: string): void {
    this.wires?.delete(path);
    this.lastWire = undefined;
  }

  stop(): void {
    this.stopped = true;
    this.chart?.stop();
    this.cancelAll();
  }

  #handle(id: string): EventHandle | undefined {
    if (this.#manyTimers !== undefined) return this.#manyTimers.get(id);
    const ids = this.#timerIds;
    if (ids === undefined) return undefined;
    for (let index = 0; index < ids.length; index += 1) if (ids[index] === id) return (this.#timers as EventHandle[])[index];
    return undefined;
  }

  /** Those that have passed go when there are twice as many as were pending at the last look. */
  #rememberMany(timers: Map<string, EventHandle>, id: string, handle: EventHandle): void {
    timers.set(id, handle);
    if (timers.size < this.#mostTimers) return;
    for (const [old, passed] of timers) if (!this.host.isPending(passed)) timers.delete(old);
    this.#mostTimers = Math.max(FEWEST_KEPT, 2 * timers.size);
  }
}
