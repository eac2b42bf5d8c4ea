import type { ActorCell, CellChart } from "./actor-cell.ts";
import type { Agenda, Pending } from "./agenda.ts";
import { ModelError } from "./errors.ts";
import type { Failure } from "./failure.ts";
import { Fingerprint, type FingerprintState, hashEvent } from "./fingerprint.ts";
import type { DeliveryListener, ModelEvent } from "./model-event.ts";
import { throwingAtOnce } from "./synchronous-errors.ts";
import type { Nanoseconds } from "./time.ts";

/** What a save holds of the deliveries so far. */
export interface DeliveryCounts {
  readonly deliveries: number;
  /** How many there have been at the present instant. */
  readonly instantEvents: number;
  readonly fingerprint: FingerprintState;
}

/** The statechart of an actor that had not been started when the event was sent. */
function startedChart({ cell }: Pending): CellChart {
  const { chart, path } = cell as ActorCell;
  if (chart === undefined) throw new ModelError(`actor ${path} has not been started`, "WRONG_PHASE");
  return chart;
}

/** Delivers what comes up: sets the clock, folds the fingerprint, tells listeners, and hands the event to its actor. */
export class Deliveries {
  /** How many events have been delivered. */
  count = 0;
  readonly #agenda: Agenda;
  readonly #failure: Failure;
  readonly #mostInstantEvents: number;
  readonly #listeners = new Set<DeliveryListener>();
  #fingerprint = new Fingerprint();
  #instantEvents = 0;
  /** Whether there are listeners. */
  #listening = false;

  constructor(agenda: Agenda, failure: Failure, mostInstantEvents: number) {
    this.#agenda = agenda;
    this.#failure = failure;
    this.#mostInstantEvents = mostInstantEvents;
  }

  /** Hash of all deliveries so far. */
  get fingerprint(): string {
    return this.#fingerprint.toString();
  }

  /** Tells a listener of every delivery; returns what ends it. */
  listen(listener: DeliveryListener): () => void {
    this.#listeners.add(listener);
    this.#listening = true;
    return () => {
      this.#listeners.delete(listener);
      this.#listening = this.#listeners.size > 0;
    };
  }

  /** Delivers an item that has been taken from the event list. */
  deliver(next: Pending): void {
    const time = this.#agenda.taken;
    this.advance(time);
    this.#instantEvents += 1;
    if (this.#instantEvents > this.#mostInstantEvents) this.#refuse(next.event);
    if (next.work !== undefined) {
      throwingAtOnce(next.work);
      return;
    }
    this.count += 1;
    const { event, hash, pathHash } = next;
    this.#fingerprint.fold(time, pathHash, hash === -1 ? hashEvent(event, (next.cell as ActorCell).path, pathHash) : hash);
    if (this.#listening) this.#tellListeners(next);
    (next.taker ?? startedChart(next)).deliver(event);
  }

  /** Sets the clock. */
  advance(time: Nanoseconds): void {
    if (time === this.#agenda.now) return;
    this.#instantEvents = 0;
    this.#agenda.now = time;
  }

  /** Ends the run for what the delivery of an item has thrown. */
  blame({ work, cell }: Pending, error: unknown): void {
    this.#failure.record(work === undefined ? "MODEL_EXCEPTION" : "SUBSCRIBER_EXCEPTION", error, cell?.path ?? "RxJS work");
  }

  get state(): DeliveryCounts {
    return { deliveries: this.count, instantEvents: this.#instantEvents, fingerprint: this.#fingerprint.state };
  }

  set state({ deliveries, instantEvents, fingerprint }: DeliveryCounts) {
    this.count = deliveries;
    this.#instantEvents = instantEvents;
    this.#fingerprint = new Fingerprint([...fingerprint]);
  }

  #refuse({ type }: ModelEvent): never {
    throw new ModelError(`more than ${this.#mostInstantEvents} events at one instant, the last ${type}`, "ENDLESS_INSTANT");
  }

  #tellListeners({ cell, event }: Pending): void {
    const { path } = cell as ActorCell;
    try {
      for (const listener of this.#listeners) listener(this.#agenda.now, path, event);
    } catch (error) {
      this.#failure.record("SUBSCRIBER_EXCEPTION", error, path);
    }
  }
}
