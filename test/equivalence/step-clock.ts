import type { Journal } from "./journal.ts";

interface Timer {
  readonly number: number;
  readonly due: number;
  readonly run: () => void;
}

/** A clock as XState's option takes it, on a time that only goes on when told to; a journal gets all that it is asked for. */
export class StepClock {
  #now = 0;
  #made = 0;
  readonly #journal: Journal;
  readonly #timers = new Map<number, Timer>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Delays that are no number of at least 0 count as 0, as with JavaScript's own timers; an infinite one never ends. */
  setTimeout(run: (...args: unknown[]) => void, delay: number): number {
    this.#made += 1;
    this.#journal.note("set timer", this.#made, String(delay));
    const wait = Number.isNaN(delay) || delay < 0 ? 0 : delay;
    this.#timers.set(this.#made, { number: this.#made, due: this.#now + wait, run: () => run() });
    return this.#made;
  }

  clearTimeout(number: unknown): void {
    this.#journal.note("clear timer", number);
    this.#timers.delete(number as number);
  }

  /** Lets the next timer go off; false if none is set that ever will. */
  next(): boolean {
    const timer = this.#earliest();
    if (timer === undefined || timer.due === Number.POSITIVE_INFINITY) return false;
    this.#now = Math.max(this.#now, timer.due);
    this.#timers.delete(timer.number);
    this.#journal.note("timer", timer.number, this.#now);
    timer.run();
    return true;
  }

  /** Lets time go on, and all timers go off that are due by then, up to a number of them. */
  advance(by: number, most = 6): void {
    const until = this.#now + by;
    for (let count = 0; count < most && (this.#earliest()?.due ?? Number.POSITIVE_INFINITY) <= until; count += 1) this.next();
    this.#now = until;
  }

  /** Delays that are pending, in order of setting: what is left of each. */
  get pending(): number[] {
    return [...this.#timers.values()].map(({ due }) => due - this.#now);
  }

  #earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers.values()) if (first === undefined || timer.due < first.due) first = timer;
    return first;
  }
}
