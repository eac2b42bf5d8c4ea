import type { Nanoseconds } from "@crosstalk/engine";
import { toSeconds } from "@crosstalk/engine";

/** Most intervals that are kept; when a run outgrows them, each two become one. */
const MOST_INTERVALS = 2048;

/** How many events are delivered in each of many equal intervals of virtual time, in bounded memory. */
export class DeliveryRate {
  readonly #from: Nanoseconds;
  #width: Nanoseconds = 1000;
  #counts: number[] = [];

  /** @param from when counting begins. */
  constructor(from: Nanoseconds) {
    this.#from = from;
  }

  /** Counts a delivery; never earlier than the one before. */
  add(time: Nanoseconds): void {
    while (time - this.#from >= this.#width * MOST_INTERVALS) this.#double();
    const interval = Math.floor((time - this.#from) / this.#width);
    while (this.#counts.length <= interval) this.#counts.push(0);
    this.#counts[interval] = (this.#counts[interval] as number) + 1;
  }

  /** Events per second of virtual time from each instant on, wherever that changes. */
  rates(): readonly { readonly time: Nanoseconds; readonly rate: number }[] {
    const steps = [...this.#counts, 0].map((count, interval) => ({
      time: this.#from + interval * this.#width,
      rate: count / toSeconds(this.#width),
    }));
    return steps.filter(({ rate }, interval) => rate !== steps[interval - 1]?.rate);
  }

  #double(): void {
    const pairs = Array.from({ length: Math.ceil(this.#counts.length / 2) }, (_, pair) => pair * 2);
    this.#counts = pairs.map((first) => (this.#counts[first] as number) + (this.#counts[first + 1] ?? 0));
    this.#width *= 2;
  }
}
