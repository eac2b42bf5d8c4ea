import type { Agenda, Pending } from "./agenda.ts";
import { type Ambient, enter } from "./ambient.ts";
import type { Deliveries } from "./deliveries.ts";
import type { Failure } from "./failure.ts";
import type { Nanoseconds } from "./time.ts";

/** Takes items from the event list and has them delivered, one after another, until something ends the run. */
export class RunLoop {
  readonly #ambient: Ambient;
  readonly #agenda: Agenda;
  readonly #failure: Failure;
  readonly #deliveries: Deliveries;
  #delivering = false;
  #stopRequested = false;

  /** `ambient`: what `now()` and `random()` of models ask. */
  constructor(ambient: Ambient, agenda: Agenda, failure: Failure, deliveries: Deliveries) {
    this.#ambient = ambient;
    this.#agenda = agenda;
    this.#failure = failure;
    this.#deliveries = deliveries;
  }

  /** Delivers what comes up to an instant; false if something has ended the run before, such as `when` after a delivery. */
  run(until: Nanoseconds, when: (() => boolean) | undefined): boolean {
    this.#stopRequested = false;
    return when === undefined ? this.#deliverUntil(until) : this.#deliverWatched(until, when);
  }

  /** Delivers the next item; false if there is none. */
  step(): boolean {
    const next = this.#agenda.pop();
    if (next === undefined) return false;
    this.#take(next);
    return true;
  }

  /** Ends `run` after the delivery under way. */
  stop(): void {
    this.#stopRequested = true;
  }

  /** Does work in which models may run; what it throws ends the run. */
  guarded(path: string, work: () => void): void {
    const before = enter(this.#ambient);
    this.#delivering = true;
    try {
      work();
    } catch (error) {
      this.#failure.record("MODEL_EXCEPTION", error, path);
    } finally {
      this.#delivering = false;
      enter(before);
    }
    this.#failure.throwIfAny();
  }

  /** Refuses what can't be done inside a delivery. */
  notDelivering(what: string): void {
    if (this.#delivering) throw this.#failure.error("WRONG_PHASE", `can't ${what} inside a delivery`, "");
  }

  #deliverUntil(until: Nanoseconds): boolean {
    const agenda = this.#agenda;
    const deliveries = this.#deliveries;
    const before = enter(this.#ambient);
    let next: Pending | undefined;
    this.#delivering = true;
    try {
      for (next = agenda.popUntil(until); next !== undefined; next = agenda.popUntil(until)) {
        deliveries.deliver(next);
        if (this.#stopRequested || this.#failure.first !== undefined) break;
      }
    } catch (error) {
      deliveries.blame(next as Pending, error);
    } finally {
      this.#delivering = false;
      enter(before);
    }
    this.#failure.throwIfAny();
    return next === undefined;
  }

  /** As {@link #deliverUntil}, but asks after each delivery whether to end; outside of the delivery, where no models run. */
  #deliverWatched(until: Nanoseconds, when: () => boolean): boolean {
    const agenda = this.#agenda;
    const deliveries = this.#deliveries;
    const before = enter(this.#ambient);
    let next: Pending | undefined;
    let asking = false;
    try {
      for (next = agenda.popUntil(until); next !== undefined; next = agenda.popUntil(until)) {
        this.#delivering = true;
        deliveries.deliver(next);
        if (this.#stopRequested || this.#failure.first !== undefined) break;
        this.#delivering = false;
        enter(before);
        asking = true;
        if (when()) break;
        asking = false;
        enter(this.#ambient);
      }
    } catch (error) {
      if (asking) throw error;
      deliveries.blame(next as Pending, error);
    } finally {
      this.#delivering = false;
      enter(before);
    }
    this.#failure.throwIfAny();
    return next === undefined;
  }

  /** Delivers one item by itself. */
  #take(next: Pending): void {
    const before = enter(this.#ambient);
    this.#delivering = true;
    try {
      this.#deliveries.deliver(next);
    } catch (error) {
      this.#deliveries.blame(next, error);
    } finally {
      this.#delivering = false;
      enter(before);
    }
    this.#failure.throwIfAny();
  }
}
