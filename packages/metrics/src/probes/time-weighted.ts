import { type ModelEvent, type Nanoseconds, type Simulation, toSeconds } from "@crosstalk/engine";

/** What a quantity was over virtual time, each value weighted by how long it held. */
export class TimeWeighted {
  readonly #start: Nanoseconds;
  #since: Nanoseconds;
  #level: number;
  #integral = 0;
  #lowest: number;
  #highest: number;

  /**
   * @param level the quantity at the beginning.
   * @param start when the quantity begins to count.
   */
  constructor(level: number, start: Nanoseconds) {
    this.#level = this.#lowest = this.#highest = level;
    this.#start = this.#since = start;
  }

  /** The quantity at present. */
  get level(): number {
    return this.#level;
  }

  /** The smallest value that it ever had, even for no time. */
  get lowest(): number {
    return this.#lowest;
  }

  /** The largest value that it ever had, even for no time. */
  get highest(): number {
    return this.#highest;
  }

  /** The quantity takes a new value. Instants never go back. */
  set(level: number, at: Nanoseconds): void {
    this.#integral = this.integral(at);
    this.#since = at;
    this.#level = level;
    this.#lowest = Math.min(this.#lowest, level);
    this.#highest = Math.max(this.#highest, level);
  }

  /** The quantity summed over time up to an instant, in its unit times seconds. */
  integral(until: Nanoseconds): number {
    if (!(until >= this.#since)) throw new RangeError(`the instant is ${until} ns; allowed is at least ${this.#since} ns`);
    return this.#integral + this.#level * toSeconds(until - this.#since);
  }

  /** The mean over time up to an instant; its present value if no time has passed. */
  mean(until: Nanoseconds): number {
    const integral = this.integral(until);
    return until === this.#start ? this.#level : integral / toSeconds(until - this.#start);
  }
}

/**
 * Watches a quantity that an actor's emitted events tell of, such as a queue's length.
 *
 * Model notes: a probe lives outside the simulation, so a restored or forked run begins with a fresh one.
 *
 * @param level the quantity after an event; `undefined` if the event doesn't change it.
 */
export function watchLevel(
  simulation: Simulation,
  path: string,
  level: (event: ModelEvent) => number | undefined,
  initial = 0,
): TimeWeighted {
  const watched = new TimeWeighted(initial, simulation.now);
  simulation.observe(path).subscribe((event) => {
    const next = level(event);
    if (next !== undefined) watched.set(next, simulation.now);
  });
  return watched;
}
