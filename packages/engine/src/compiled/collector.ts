import type { ModelEvent } from "../model-event.ts";
import { assignment, eventOf } from "./actions.ts";
import type { ActionReference } from "./definition.ts";
import { Kind, Operation } from "./operation.ts";

/** What a collected action is: something to compile, or an operation already. */
export type Collected = ActionReference | Operation;

/** What `enqueueActions` gives to its author: a function that collects actions, with the built-in ones as methods. */
export type Enqueue = ((action: ActionReference) => void) & Readonly<Record<string, (...given: never[]) => void>>;

/** Emits an event that is not part of the machine's definition. */
export const EMIT = new Operation({ kind: Kind.emit });

function refuse(what: string): () => never {
  return () => {
    throw new Error(`${what} does not run compiled; give the machine to XState's interpreter`);
  };
}

/**
 * Collects the actions of one `enqueueActions`. Most authors only ever emit there, so events that are emitted are kept as
 * they are while nothing else is enqueued. Pooled: what is enqueued after the collecting function has returned is lost.
 */
export class Collector {
  /** How many events are emitted, if nothing else has been enqueued. */
  count = 0;
  /** The first so many are the events that are emitted. */
  readonly events: (ModelEvent | undefined)[] = [];
  /** All that has been enqueued, once there is more than events that are emitted. */
  others: Collected[] | undefined;
  #open = false;
  readonly enqueue = this.#makeEnqueue();

  /** Begins to collect. */
  open(): this {
    this.#open = true;
    return this;
  }

  /** Ends it, when the author's function has returned. */
  close(): void {
    this.#open = false;
  }

  /** Forgets what has been collected. */
  clear(): void {
    for (let index = 0; index < this.count; index += 1) this.events[index] = undefined;
    this.count = 0;
    this.others = undefined;
  }

  #emit(event: ModelEvent): void {
    if (!this.#open) return;
    if (this.others !== undefined) {
      this.others.push(new Operation({ kind: Kind.emit, event }));
      return;
    }
    this.events[this.count] = event;
    this.count += 1;
  }

  #add(collected: Collected): void {
    if (!this.#open) return;
    if (this.others === undefined) {
      const emitted = this.events.slice(0, this.count) as ModelEvent[];
      this.clear();
      this.others = emitted.map((event) => new Operation({ kind: Kind.emit, event }));
    }
    this.others.push(collected);
  }

  #makeEnqueue(): Enqueue {
    const enqueue = (action: ActionReference): void => {
      this.#add(action);
    };
    const methods = {
      assign: (given: unknown) => {
        this.#add(new Operation(assignment(given)));
      },
      raise: (event: unknown, options?: { id?: string; delay?: unknown }) => {
        if (typeof event !== "string" && options?.delay === undefined) {
          this.#add(new Operation({ kind: Kind.raise, ...eventOf(event) }));
        } else {
          this.#add(builtIn("xstate.raise", { event, id: options?.id, delay: options?.delay }));
        }
      },
      emit: (event: unknown) => {
        if (typeof event === "function") this.#add(new Operation({ kind: Kind.emit, ...eventOf(event) }));
        else this.#emit(event as ModelEvent);
      },
      cancel: (id: unknown) => {
        this.#add(builtIn("xstate.cancel", { sendId: id }));
      },
      sendTo: (to: unknown, event: unknown, options?: { id?: string; delay?: unknown }) => {
        this.#add(builtIn("xstate.sendTo", { to, event, id: options?.id, delay: options?.delay }));
      },
      sendParent: refuse("sendParent"),
      spawnChild: refuse("spawnChild"),
      stopChild: refuse("stopChild"),
    };
    return Object.assign(enqueue, methods) as unknown as Enqueue;
  }
}

/** An action as XState's own makers give it. */
function builtIn(type: string, fields: object): ActionReference {
  return Object.assign(() => undefined, { type, resolve: true, ...fields }) as unknown as ActionReference;
}

/** The one that is used when nobody else collects, and those for that. */
let spare: Collector | undefined;
const pool: Collector[] = [];

/** A collector that nobody uses, opened. One whose author's function throws need not be given back. */
export function takeCollector(): Collector {
  const collector = spare ?? pool.pop() ?? new Collector();
  spare = undefined;
  return collector.open();
}

/** Gives a collector back, emptied. */
export function giveCollectorBack(collector: Collector): void {
  collector.clear();
  if (spare === undefined) spare = collector;
  else pool.push(collector);
}
