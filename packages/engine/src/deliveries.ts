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
function startedChart({ chart, path }: ActorCell): CellChart {
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
    return () => this.#listeners.delete(listener);
  }

  /** Delivers an item that has been taken from the event list. */
  deliver(next: Pending): void {
    const time = this.#agenda.taken;
    this.advance(time);
    const { event, hash, pathHash, work } = next;
    this.#countInstant(event);
    if (work !== undefined) {
      throwingAtOnce(work);
      return;
    }
    const cell = next.cell as ActorCell;
    this.count += 1;
    this.#fingerprint.fold(time, pathHash, hash === -1 ? hashEvent(event, cell.path, pathHash) : hash);
    if (this.#listeners.size > 0) this.#tellListeners(cell.path, event);
    (next.chart ?? startedChart(cell)).deliver(event);
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

  #countInstant(event: ModelEvent): void {
    this.#instantEvents += 1;
    if (this.#instantEvents <= this.#mostInstantEvents) return;
    throw new ModelError(`more than ${this.#mostInstantEvents} events at one instant, the last ${event.type}`, "ENDLESS_INSTANT");
  }

  #tellListeners(path: string, event: ModelEvent): void {
    try {
      for (const listener of this.#listeners) listener(this.#agenda.now, path, event);
    } catch (error) {
      this.#failure.record("SUBSCRIBER_EXCEPTION", error, path);
    }
  }
}
