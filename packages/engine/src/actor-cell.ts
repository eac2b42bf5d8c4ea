import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { ModelError } from "./errors.ts";
import { hashText } from "./hash.ts";
import { Links } from "./links.ts";
import type { ModelEvent } from "./model-event.ts";
import type { Nanoseconds } from "./time.ts";
import { type DelayedEvent, Timer, Timers } from "./timers.ts";

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
  schedule(timer: DelayedEvent, event: ModelEvent, delay: Nanoseconds, eventHash: number): void;
  isPending(timer: DelayedEvent): boolean;
  cancel(timer: DelayedEvent): void;
  emitted(cell: ActorCell, event: ModelEvent, eventHash: number): void;
  failed(cell: ActorCell, error: unknown): void;
}

/** An actor's statechart, run by one of the two runtimes. */
export interface CellChart {
  /** The actor. */
  readonly cell: ActorCell;
  /** Hash of its path. */
  readonly pathHash: number;
  readonly snapshot: AnyMachineSnapshot;
  /** Handles the event that is delivered; some transition must take it. Throws if the chart has ended. */
  deliver(event: ModelEvent): void;
  stop(): void;
  /** Reads what handling an event starts with, so that it is in the processor's cache soon; the number means nothing. */
  fetch(): number;
  /** The delayed event that the statechart itself stands for, if it is of that id or can be: none other is to come. */
  ownTimer(id: string): DelayedEvent | undefined;
  /** Cancels the delayed event that it stands for, if there is one to come. */
  cancelOwnTimer(): void;
  /** The statechart as data; throws if its context is not JSON. */
  save(): Pick<SavedActor, "snapshot" | "nodes">;
}

/** Refuses an event that comes to a statechart that has ended. */
export function refuseAfterEnd(event: ModelEvent): never {
  throw new ModelError(`event ${event.type} comes to a statechart that has reached its final state`, "UNHANDLED_EVENT");
}

/** An actor's place in its simulation: path, delayed events, wires. Its statechart hangs on it once it is started. */
export class ActorCell {
  readonly index: number;
  readonly path: string;
  readonly factory: string | undefined;
  readonly machine: AnyStateMachine;
  /** What it was given at its making, for its start. */
  readonly input: unknown;
  readonly host: CellHost;
  /** Undefined until it is started. */
  chart: CellChart | undefined;
  /** Whether it was ended during the run: what is on its way to it is lost. */
  stopped = false;
  /** Its wires; undefined if there have been none. */
  #links: Links | undefined;
  /** Delayed events of the actor to itself that its statechart does not stand for; undefined if there have been none. */
  #timers: Timers | undefined;

  constructor(host: CellHost, index: number, path: string, machine: AnyStateMachine, input: unknown, factory?: string) {
    this.host = host;
    this.index = index;
    this.path = path;
    this.machine = machine;
    this.input = input;
    this.factory = factory;
  }

  /** Hash of the path: a small integer, which takes no memory of its own. It stands where deliveries need it. */
  get hash(): number {
    return this.chart === undefined ? hashText(this.path) : this.chart.pathHash;
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
    const saved = { path: this.path, ...(this.chart as CellChart).save(), numbered: this.#timers?.numbered ?? 0 };
    return this.factory === undefined ? saved : { ...saved, factory: this.factory };
  }

  /** How it hangs together with others, if it has sent or could be sent anything. */
  get links(): Links | undefined {
    return this.#links;
  }

  /** As {@link links}, made if need be. */
  makeLinks(): Links {
    this.#links ??= new Links();
    return this.#links;
  }

  /** Its delayed events that its statechart does not stand for. */
  get timers(): Timers {
    this.#timers ??= new Timers();
    return this.#timers;
  }

  /** The delayed event of an id, made if there is none; what it is about is to be set then. */
  timer(id: string): DelayedEvent {
    const known = this.#timers?.get(id) ?? (this.chart as CellChart).ownTimer(id);
    if (known !== undefined) return known;
    const made = new Timer(this, id);
    this.timers.add(made, (timer) => this.host.isPending(timer));
    return made;
  }

  /** An id for a delayed event that has none. */
  nextId(): string {
    const { timers } = this;
    timers.numbered += 1;
    return `unnamed ${timers.numbered}`;
  }

  /** Goes on counting delayed events without an id where a save stood. */
  countFrom(numbered: number): void {
    if (numbered > 0) this.timers.numbered = numbered;
  }

  /** Cancels a delayed event that does not stand in the statechart; nothing happens if none of that id is to come. */
  cancel(id: string): void {
    const timer = this.#timers?.get(id);
    if (timer !== undefined) this.host.cancel(timer);
  }

  /** Cancels all delayed events. */
  cancelAll(): void {
    this.chart?.cancelOwnTimer();
    for (const timer of this.#timers?.all ?? []) this.host.cancel(timer);
  }

  stop(): void {
    this.stopped = true;
    this.chart?.stop();
    this.cancelAll();
  }
}
