import type { ModelEvent } from "@crosstalk/engine";
import type { TraceInstant } from "./recording.ts";

/** How often one event object was sent, and how many of those were delivered to each target. */
interface Sendings {
  readonly sent: (TraceInstant | undefined)[];
  readonly delivered: Map<string, number>;
}

/**
 * Finds where a message that is delivered was sent, by the event object itself: the engine passes it on as it is.
 *
 * Model notes: a statechart may emit one and the same object many times; its deliveries to a target are then matched in
 * order, as wires keep it. Where a wire loses such an event, later ones are taken for the one before. A user's own
 * operators on a wire that make new events leave these without a sender.
 */
export class SentMessages {
  readonly #sendings = new WeakMap<ModelEvent, Sendings>();

  /** An event was emitted; with its record, if there is one. */
  sent(event: ModelEvent, record: TraceInstant | undefined): void {
    const known = this.#sendings.get(event);
    if (known === undefined) this.#sendings.set(event, { sent: [record], delivered: new Map() });
    else known.sent.push(record);
  }

  /** An event is delivered: the record of its emission, if it has one. */
  deliveredTo(path: string, event: ModelEvent): TraceInstant | undefined {
    const sendings = this.#sendings.get(event);
    if (sendings === undefined) return undefined;
    const count = sendings.delivered.get(path) ?? 0;
    sendings.delivered.set(path, count + 1);
    return sendings.sent[count];
  }
}
