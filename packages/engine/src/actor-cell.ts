import { type AnyActor, type AnyMachineSnapshot, type AnyStateMachine, createActor } from "xstate";
import { ModelError } from "./errors.ts";
import type { EventHandle } from "./event-queue.ts";
import { hashString } from "./fingerprint.ts";
import { checkedCopy, copyJson } from "./json.ts";
import type { ModelEvent } from "./model-event.ts";
import { strictMachine } from "./strict-machine.ts";
import type { Nanoseconds } from "./time.ts";
import type { Wire } from "./wire.ts";

/** A statechart's saved state: XState's persisted snapshot and the order of its active state nodes. */
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
  /** Puts a delayed event of an actor to itself on the event list. */
  schedule(cell: ActorCell, event: ModelEvent, delay: Nanoseconds, id: string): void;
  isPending(handle: EventHandle): boolean;
  cancel(cell: ActorCell, id: string): void;
  emitted(cell: ActorCell, event: ModelEvent): void;
  failed(cell: ActorCell, error: unknown): void;
}

/** What XState keeps for itself and the engine has to reach: 5.33. */
interface Internals {
  readonly system: { scheduler: unknown };
  readonly _actorScope: { emit: (event: ModelEvent) => void };
}

/** What a snapshot holds of its active nodes. */
interface OrderedSnapshot {
  readonly _nodes: { readonly id: string }[];
}

/** How many delayed events an actor may have had before those that have passed are forgotten. */
const FEWEST_TIMERS = 64;

/** XState's actor of one statechart, with everything that it schedules handed to the simulation as data. */
export class ActorCell {
  readonly index: number;
  readonly path: string;
  /** Hash of the path. */
  readonly hash: number;
  readonly factory: string | undefined;
  /** Handles of delayed events, by id; some have passed already. */
  readonly timers = new Map<string, EventHandle>();
  /** Wires that leave from here, by the path of their target. */
  readonly wires = new Map<string, Wire>();
  /** Actors from which a wire leads here. */
  readonly sources = new Set<ActorCell>();
  /** Whether it was ended during the run: what is on its way to it is lost. */
  stopped = false;
  readonly #machine: AnyStateMachine;
  readonly #host: CellHost;
  readonly #input: unknown;
  #actor: AnyActor | undefined;
  #numbered = 0;
  #mostTimers = FEWEST_TIMERS;

  constructor(host: CellHost, index: number, path: string, machine: AnyStateMachine, input: unknown, factory?: string) {
    this.#host = host;
    this.index = index;
    this.path = path;
    this.hash = hashString(path);
    this.factory = factory;
    this.#machine = strictMachine(machine);
    this.#input = input;
  }

  get started(): boolean {
    return this.#actor !== undefined;
  }

  get snapshot(): AnyMachineSnapshot {
    if (this.#actor === undefined) throw new ModelError(`actor ${this.path} has not been started`, "WRONG_PHASE");
    return this.#actor.getSnapshot();
  }

  /** Starts the statechart, from the beginning or from where it was saved. */
  start(saved?: SavedActor): void {
    const options =
      saved === undefined ? { id: this.path, input: this.#input } : { id: this.path, snapshot: copyJson(saved.snapshot) };
    const actor = createActor(this.#machine, options as never) as AnyActor;
    if (saved !== undefined) this.#restoreOrder(actor.getSnapshot(), saved);
    this.#takeOver(actor as unknown as Internals, actor);
    actor.subscribe({ error: (error: unknown) => this.#host.failed(this, error) });
    this.#actor = actor;
    actor.start();
  }

  deliver(event: ModelEvent): void {
    const actor = this.#actor as AnyActor;
    if (actor.getSnapshot().status !== "active") {
      throw new ModelError(`event ${event.type} comes to a statechart that has reached its final state`, "UNHANDLED_EVENT");
    }
    actor.send(event);
  }

  /** Keeps the handle of a delayed event. Those that have passed go when there are many: most charts use a few ids over and over. */
  remember(id: string, handle: EventHandle): void {
    if (this.timers.size >= this.#mostTimers) {
      for (const [old, passed] of this.timers) if (!this.#host.isPending(passed)) this.timers.delete(old);
      this.#mostTimers = Math.max(FEWEST_TIMERS, 2 * this.timers.size);
    }
    this.timers.set(id, handle);
  }

  /** Whether a delayed event of that id is to come. */
  hasPending(id: string): boolean {
    const handle = this.timers.get(id);
    return handle !== undefined && this.#host.isPending(handle);
  }

  stop(): void {
    this.stopped = true;
    this.#actor?.stop();
  }

  /** The statechart as data; throws if its context is not JSON. */
  save(): SavedActor {
    const {
      _nodes: nodes,
      children,
      context,
      output,
    } = this.snapshot as unknown as OrderedSnapshot & {
      readonly children: object;
      readonly context: unknown;
      readonly output: unknown;
    };
    const names = Object.keys(children);
    if (names.length > 0)
      throw new Error(`${this.path} has children of its own (${names.join(", ")}); make actors by emitting engine.spawn`);
    const copies = {
      context: checkedCopy(context, `the context of ${this.path}`),
      ...(output === undefined ? {} : { output: checkedCopy(output, `the output of ${this.path}`) }),
    };
    const persisted = (this.#actor as AnyActor).getPersistedSnapshot() as object;
    const snapshot = { ...copyJson({ ...persisted, context: null, output: undefined }), ...copies };
    const saved: SavedActor = { path: this.path, snapshot, nodes: nodes.map(({ id }) => id), numbered: this.#numbered };
    return this.factory === undefined ? saved : { ...saved, factory: this.factory };
  }

  /**
   * A restored parallel chart lists its active nodes in another order than the one that ran on, and takes eventless
   * transitions in that order: put them back.
   */
  #restoreOrder(snapshot: OrderedSnapshot, saved: SavedActor): void {
    this.#numbered = saved.numbered;
    const rank = new Map(saved.nodes.map((id, index) => [id, index]));
    snapshot._nodes.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  }

  #takeOver(internals: Internals, actor: AnyActor): void {
    internals.system.scheduler = {
      schedule: (_source: AnyActor, target: AnyActor, event: ModelEvent, delay: number, id?: string) => {
        if (target !== actor)
          throw new ModelError(`a delayed sendTo of ${this.path} goes to another actor; emit over a wire instead`, "UNSUPPORTED");
        if (id === undefined) this.#numbered += 1;
        this.#host.schedule(this, event, delay, id ?? `unnamed ${this.#numbered}`);
      },
      cancel: (_source: AnyActor, id: string) => this.#host.cancel(this, id),
      cancelAll: () => {
        for (const id of [...this.timers.keys()]) this.#host.cancel(this, id);
      },
    };
    internals._actorScope.emit = (event) => this.#host.emitted(this, event);
  }
}
