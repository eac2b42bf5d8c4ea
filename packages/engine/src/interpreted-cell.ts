import { type AnyActor, type AnyMachineSnapshot, type AnyStateMachine, createActor } from "xstate";
import { type ActorCell, type CellChart, refuseAfterEnd, type SavedActor } from "./actor-cell.ts";
import { ModelError } from "./errors.ts";
import { hashText } from "./hash.ts";
import { checkedCopy, copyJson } from "./json.ts";
import type { ModelEvent } from "./model-event.ts";
import { markDelivery, strictMachine } from "./strict-machine.ts";

/** What XState keeps for itself and the engine has to reach: 5.33. */
interface Internals {
  readonly system: { scheduler: unknown };
  readonly _actorScope: { emit: (event: ModelEvent) => void };
}

/** What a snapshot holds of its active nodes. */
interface OrderedSnapshot {
  _nodes: readonly { readonly id: string }[];
  value: unknown;
}

/** A persisted snapshot with the order of its nodes, as data; throws, and names the actor, if something is not JSON. */
export function savedChart(
  path: string,
  snapshot: AnyMachineSnapshot,
  persist: () => unknown,
): Pick<SavedActor, "snapshot" | "nodes"> {
  const { _nodes: nodes, context, output } = snapshot as unknown as OrderedSnapshot & AnyMachineSnapshot;
  const copies = {
    context: checkedCopy(context, `the context of ${path}`),
    ...(output === undefined ? {} : { output: checkedCopy(output, `the output of ${path}`) }),
  };
  return {
    snapshot: { ...copyJson({ ...(persist() as object), context: null, output: undefined }), ...copies },
    nodes: nodes.map(({ id }) => id),
  };
}

/** An actor's statechart on XState's interpreter, with everything that it schedules handed to the simulation as data. */
export class InterpretedChart implements CellChart {
  readonly cell: ActorCell;
  readonly pathHash: number;
  readonly #actor: AnyActor;

  /** Starts it, from the beginning or from where it was saved. */
  constructor(cell: ActorCell, machine: AnyStateMachine, saved?: SavedActor) {
    this.cell = cell;
    this.pathHash = hashText(cell.path);
    const options =
      saved === undefined ? { id: cell.path, input: cell.input } : { id: cell.path, snapshot: copyJson(saved.snapshot) };
    const strict = strictMachine(machine);
    // A model's log lines are for XState's inspector, as under the compiled runtime.
    const actor = createActor(strict, { ...options, logger: () => undefined } as never) as AnyActor;
    this.#actor = actor;
    if (saved !== undefined) this.#restoreOrder(strict, actor.getSnapshot(), saved);
    this.#takeOver(actor as unknown as Internals, actor);
    actor.subscribe({ error: (error: unknown) => cell.host.failed(cell, error) });
    cell.chart = this;
    actor.start();
  }

  get snapshot(): AnyMachineSnapshot {
    return this.#actor.getSnapshot();
  }

  deliver(event: ModelEvent): void {
    if (this.#actor.getSnapshot().status !== "active") refuseAfterEnd(event);
    markDelivery(event);
    this.#actor.send(event);
  }

  fetch(): number {
    return 0;
  }

  stop(): void {
    this.#actor.stop();
  }

  ownTimer(): undefined {
    return undefined;
  }

  cancelOwnTimer(): void {
    // All of them stand beside it.
  }

  save(): Pick<SavedActor, "snapshot" | "nodes"> {
    const names = Object.keys((this.snapshot as { readonly children: object }).children);
    if (names.length > 0)
      throw new Error(`${this.cell.path} has children of its own (${names.join(", ")}); make actors by emitting engine.spawn`);
    return savedChart(this.cell.path, this.snapshot, () => this.#actor.getPersistedSnapshot());
  }

  /**
   * A restored parallel chart lists its active nodes and the keys of its value in another order than the one that ran on,
   * and takes eventless transitions in the one order and those of events in the other: put both back.
   */
  #restoreOrder(machine: AnyStateMachine, snapshot: OrderedSnapshot, saved: SavedActor): void {
    this.cell.countFrom(saved.numbered);
    // Of the machine, not of the snapshot: one with two targets in one region has been in both, which its value can't say.
    snapshot._nodes = saved.nodes.map((id) => machine.getStateNodeById(`#${id}`) as unknown as OrderedSnapshot["_nodes"][number]);
    snapshot.value = (copyJson(saved.snapshot) as { readonly value: unknown }).value;
  }

  #takeOver(internals: Internals, actor: AnyActor): void {
    const cell = this.cell;
    internals.system.scheduler = {
      schedule: (_source: AnyActor, target: AnyActor, event: ModelEvent, delay: number, id?: string) => {
        if (target !== actor)
          throw new ModelError(`a delayed sendTo of ${cell.path} goes to another actor; emit over a wire instead`, "UNSUPPORTED");
        cell.host.schedule(cell.timer(id ?? cell.nextId()), event, delay, -1);
      },
      cancel: (_source: AnyActor, id: string) => cell.cancel(id),
      cancelAll: () => cell.cancelAll(),
    };
    internals._actorScope.emit = (event) => cell.host.emitted(cell, event, -1);
  }
}
