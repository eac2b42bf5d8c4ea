import type { ModelEvent } from "../model-event.ts";
import { assignment, eventOf } from "./actions.ts";
import type { ActionReference } from "./definition.ts";
import { Kind, Operation } from "./operation.ts";

/** What a collected action is: something to compile, or an operation already. */
export type Collected = ActionReference | Operation;

/** What `enqueueActions` gives to its author: a function that collects actions, with the built-in ones as methods. */
export type Enqueue = ((action: ActionReference) => void) & Readonly<Record<string, (...given: never[]) => void>>;

function refuse(what: string): () => never {
  return () => {
    throw new Error(`${what} does not run compiled; give the machine to XState's interpreter`);
  };
}

/** Collects the actions of one `enqueueActions`. Reused: what is enqueued after the collecting function has returned is lost. */
export class Collector {
  list: Collected[] = [];
  readonly enqueue = this.#makeEnqueue();

  #makeEnqueue(): Enqueue {
    const enqueue = (action: ActionReference): void => {
      this.list.push(action);
    };
    const methods = {
      assign: (given: unknown) => {
        this.list.push(new Operation(assignment(given)));
      },
      raise: (event: unknown, options?: { id?: string; delay?: unknown }) => {
        if (typeof event !== "string" && options?.delay === undefined) {
          this.list.push(new Operation({ kind: Kind.raise, ...eventOf(event) }));
        } else {
          this.list.push(builtIn("xstate.raise", { event, id: options?.id, delay: options?.delay }));
        }
      },
      emit: (event: unknown) => {
        this.list.push(
          typeof event === "function"
            ? new Operation({ kind: Kind.emit, ...eventOf(event) })
            : new Operation({ kind: Kind.emit, event: event as ModelEvent }),
        );
      },
      cancel: (id: unknown) => {
        this.list.push(builtIn("xstate.cancel", { sendId: id }));
      },
      sendTo: (to: unknown, event: unknown, options?: { id?: string; delay?: unknown }) => {
        this.list.push(builtIn("xstate.sendTo", { to, event, id: options?.id, delay: options?.delay }));
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
