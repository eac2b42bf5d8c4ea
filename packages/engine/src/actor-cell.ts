import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import type { Pending } from "./agenda.ts";
import { ModelError } from "./errors.ts";
import { hashString } from "./hash.ts";
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
  schedule(timer: Timer, event: ModelEvent, delay: Nanoseconds, eventHash: number): void;
  isPending(timer: Timer): boolean;
  cancel(timer: Timer): void;
  emitted(cell: ActorCell, event: ModelEvent, eventHash: number): void;
  failed(cell: ActorCell, error: unknown): void;
}

/** An actor's statechart, run by one of the two runtimes. */
export interface CellChart {
  readonly snapshot: AnyMachineSnapshot;
  /** Handles the event that is delivered; some transition must take it. Throws if the chart has ended. */
  deliver(event: ModelEvent): void;
  stop(): void;
  /** Delayed events that have passed have been forgotten, so what is remembered of them is out of date. */
  timersForgotten(): void;
  /** The statechart as data; throws if its context is not JSON. */
  save(): Pick<SavedActor, "snapshot" | "nodes" | "numbered">;
}

/** Refuses an event that comes to a statechart that has ended. */
export function refuseAfterEnd(event: ModelEvent): never {
  throw new ModelError(`event ${event.type} comes to a statechart that has reached its final state`, "UNHANDLED_EVENT");
}

/** Delayed events up to which an actor's are looked for one by one, and none is forgotten. */
const FEW_TIMERS = 8;

const NO_EVENT: ModelEvent = { type: "engine.none" };

/** A delayed event of an actor to itself, as it stands on the event list: used again each time that its id comes up. */
export class Timer implements Pending {
  readonly cell: ActorCell;
  readonly chart: CellChart | undefined;
  readonly pathHash: number;
  /** Its id. */
  readonly timer: string;
  event: ModelEvent = NO_EVENT;
  hash = -1;
  readonly work = undefined;
  /** Where it stands, or stood last. */
  slot = 0;

  constructor(cell: ActorCell, id: string) {
    this.cell = cell;
    this.chart = cell.chart;
    this.pathHash = cell.hash;
    this.timer = id;
  }
}

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
  /** Delayed events of the actor to itself, some of which may have passed; and the same by id, once they are many. */
  #timers: Timer[] | undefined;
  #timersById: Map<string, Timer> | undefined;
  #mostTimers = FEW_TIMERS;

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

  /** The actor as data; throws if its context is not JSON. */
  save(): SavedActor {
    const saved = { path: this.path, ...(this.chart as CellChart).save() };
    return this.factory === undefined ? saved : { ...saved, factory: this.factory };
  }

  /** The delayed event of an id, made if there has been none; what it is about is to be set then. */
  timer(id: string): Timer {
    const known = this.#timer(id);
    if (known !== undefined) return known;
    const made = new Timer(this, id);
    this.#timers ??= [];
    this.#timers.push(made);
    if (this.#timers.length > this.#mostTimers) this.#forgetPassed();
    else this.#timersById?.set(id, made);
    return made;
  }

  /** Cancels a delayed event; nothing happens if none of that id is to come. */
  cancel(id: string): void {
    const timer = this.#timer(id);
    if (timer !== undefined) this.host.cancel(timer);
  }

  /** Cancels all delayed events. */
  cancelAll(): void {
    for (const timer of this.#timers ?? []) this.host.cancel(timer);
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

  #timer(id: string): Timer | undefined {
    if (this.#timersById !== undefined) return this.#timersById.get(id);
    const timers = this.#timers;
    if (timers === undefined) return undefined;
    for (let index = 0; index < timers.length; index += 1) {
      const timer = timers[index] as Timer;
      if (timer.timer === id) return timer;
    }
    return undefined;
  }

  /** Those that have passed go when there are twice as many as were pending at the last look. */
  #forgetPassed(): void {
    this.chart?.timersForgotten();
    this.#timers = (this.#timers ?? []).filter((timer, index, all) => index === all.length - 1 || this.host.isPending(timer));
    this.#mostTimers = Math.max(FEW_TIMERS, 2 * this.#timers.length);
    this.#timersById =
      this.#timers.length > FEW_TIMERS || this.#mostTimers > FEW_TIMERS
        ? new Map(this.#timers.map((one) => [one.timer, one]))
        : undefined;
  }
}
