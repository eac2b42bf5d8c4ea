import { type AnyActor, type AnyMachineSnapshot, type AnyStateMachine, createActor } from "xstate";
import { checkedCopy, copyJson } from "./json.ts";
import type { ModelEvent } from "./simulation.ts";
import { strictMachine } from "./strict-machine.ts";
import type { Nanoseconds } from "./time.ts";

/** A statechart's saved state: XState's persisted snapshot and the order of its active state nodes. */
export interface SavedActor {
  readonly path: string;
  /** The factory that made it during the run; absent for actors of the assembly. */
  readonly factory?: string;
  readonly snapshot: unknown;
  /** Ids of the active state nodes in XState's own order, on which the order of eventless transitions rests. */
  readonly nodes: readonly string[];
}

/** What a cell needs from its simulation. */
export interface CellHost {
  /** Puts a delayed event of an actor to itself on the event list. */
  schedule(cell: ActorCell, event: ModelEvent, delay: Nanoseconds, id: string): void;
  cancel(cell: ActorCell, id: string): void;
  emitted(cell: ActorCell, event: ModelEvent): void;
  failed(cell: ActorCell, error: unknown): void;
}

/** XState's actor of one statechart, with everything that it schedules handed to the simulation as data. */
export class ActorCell {
  readonly index: number;
  readonly path: string;
  readonly factory: string | undefined;
  /** Handles of pending delayed events, by id. */
  readonly timers = new Map<string, number>();
  readonly #machine: AnyStateMachine;
  readonly #host: CellHost;
  readonly #input: unknown;
  #actor: AnyActor | undefined;
  #numbered = 0;

  constructor(host: CellHost, index: number, path: string, machine: AnyStateMachine, input: unknown, factory?: string) {
    this.#host = host;
    this.index = index;
    this.path = path;
    this.factory = factory;
    this.#machine = strictMachine(machine);
    this.#input = input;
  }

  get started(): boolean {
    return this.#actor !== undefined;
  }

  get snapshot(): AnyMachineSnapshot {
    if (this.#actor === undefined) throw new Error(`actor ${this.path} has not been started`);
    return this.#actor.getSnapshot();
  }

  /** Starts the statechart, from the beginning or from where it was saved. */
  start(saved?: SavedActor): void {
    const options = saved === undefined ? { input: this.#input } : { snapshot: copyJson(saved.snapshot) };
    const actor = createActor(this.#machine, options as never) as AnyActor;
    if (saved !== undefined) this.#restoreNodeOrder(actor, saved.nodes);
    this.#takeOverScheduler(actor);
    actor.subscribe({ error: (error: unknown) => this.#host.failed(this, error) });
    actor.on("*", (event: unknown) => this.#host.emitted(this, event as ModelEvent));
    this.#actor = actor;
    actor.start();
  }

  deliver(event: ModelEvent): void {
    (this.#actor as AnyActor).send(event);
  }

  stop(): void {
    this.#actor?.stop();
  }

  /** The statechart as data; throws if its context is not JSON. */
  save(): SavedActor {
    const { _nodes: nodes } = this.snapshot as unknown as { _nodes: readonly { id: string }[] };
    const { context, ...rest } = (this.#actor as AnyActor).getPersistedSnapshot() as unknown as { context: unknown };
    const snapshot = { ...copyJson(rest), context: checkedCopy(context, `the context of ${this.path}`) };
    const saved: SavedActor = { path: this.path, snapshot, nodes: nodes.map(({ id }) => id) };
    return this.factory === undefined ? saved : { ...saved, factory: this.factory };
  }

  /** A restored parallel chart lists its nodes in another order than the one that ran on; put them back. */
  #restoreNodeOrder(actor: AnyActor, ids: readonly string[]): void {
    const snapshot = actor.getSnapshot() as { _nodes: { id: string }[] };
    const rank = new Map(ids.map((id, index) => [id, index]));
    snapshot._nodes.sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  }

  #takeOverScheduler(actor: AnyActor): void {
    const system = actor.system as unknown as { scheduler: unknown };
    system.scheduler = {
      schedule: (_source: AnyActor, target: AnyActor, event: ModelEvent, delay: number, id?: string) => {
        if (target !== actor) throw new Error(`a delayed sendTo of ${this.path} goes to another actor; emit over a wire instead`);
        this.#numbered += 1;
        this.#host.schedule(this, event, delay, id ?? `unnamed ${this.#numbered}`);
      },
      cancel: (_source: AnyActor, id: string) => this.#host.cancel(this, id),
      cancelAll: () => {
        for (const id of [...this.timers.keys()]) this.#host.cancel(this, id);
      },
    };
  }
}
