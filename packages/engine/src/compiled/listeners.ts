import type { ModelEvent } from "../model-event.ts";
import { defaults } from "./host.ts";
import type { MachineSnapshot } from "./snapshot.ts";

/** Takes an actor's snapshots, and learns how it ends. */
export interface Observer {
  next?(snapshot: MachineSnapshot): void;
  error?(error: unknown): void;
  complete?(): void;
}

/** What ends a subscription. */
export interface Subscription {
  unsubscribe(): void;
}

/** Throws an error where nobody can catch it, for a host's own handler of unhandled errors: as XState does. */
export function reportLater(error: unknown): void {
  defaults.clock.setTimeout(() => {
    throw error;
  }, 0);
}

function safely(work: () => void): void {
  try {
    work();
  } catch (error) {
    reportLater(error);
  }
}

/** Who listens to an actor outside a simulation: to its snapshots, and to what it emits. */
export class Listeners {
  readonly #observers = new Set<Observer>();
  readonly #handlers = new Map<string, Set<(event: ModelEvent) => void>>();

  /** Adds an observer; `ended` is the last snapshot of an actor that has stopped, of which it is told at once. */
  subscribe(
    ended: MachineSnapshot | undefined,
    next?: Observer | ((snapshot: MachineSnapshot) => void),
    error?: (error: unknown) => void,
    complete?: () => void,
  ): Subscription {
    const observer = toObserver(next, error, complete);
    if (ended === undefined) this.#observers.add(observer);
    else if (ended.status === "done") safely(() => observer.complete?.());
    else if (ended.status === "error") {
      if (observer.error === undefined) reportLater(ended.error);
      else safely(() => observer.error?.(ended.error));
    }
    return { unsubscribe: () => void this.#observers.delete(observer) };
  }

  on(type: string, handler: (event: ModelEvent) => void): Subscription {
    const handlers = this.#handlers.get(type) ?? new Set();
    this.#handlers.set(type, handlers);
    const own = (event: ModelEvent) => handler(event);
    handlers.add(own);
    return { unsubscribe: () => void handlers.delete(own) };
  }

  next(snapshot: MachineSnapshot): void {
    for (const observer of this.#observers) safely(() => observer.next?.(snapshot));
  }

  complete(): void {
    for (const observer of this.#observers) safely(() => observer.complete?.());
    this.#clear();
  }

  /** Tells all observers of an error; one that nobody takes is reported to the host. */
  fail(error: unknown): void {
    const deaf = this.#observers.size === 0 || [...this.#observers].some((observer) => observer.error === undefined);
    for (const observer of this.#observers) safely(() => observer.error?.(error));
    this.#clear();
    if (deaf) reportLater(error);
  }

  emit(event: ModelEvent): void {
    for (const handler of [...(this.#handlers.get(event.type) ?? []), ...(this.#handlers.get("*") ?? [])]) {
      safely(() => handler(event));
    }
  }

  #clear(): void {
    this.#observers.clear();
    this.#handlers.clear();
  }
}

function toObserver(
  next?: Observer | ((snapshot: MachineSnapshot) => void),
  error?: (error: unknown) => void,
  complete?: () => void,
): Observer {
  if (typeof next === "object") {
    const observer: Observer = {};
    if (next.next !== undefined) observer.next = next.next.bind(next);
    if (next.error !== undefined) observer.error = next.error.bind(next);
    if (next.complete !== undefined) observer.complete = next.complete.bind(next);
    return observer;
  }
  return { ...(next && { next }), ...(error && { error }), ...(complete && { complete }) };
}
