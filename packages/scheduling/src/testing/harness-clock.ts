import { type Nanoseconds, NEVER } from "@crosstalk/engine";

/** Order of events that fall on the same instant: alarms come before preemptions and slice expiry. */
const rank = { wake: 0, block: 1, alarm: 2, preempt: 3, expiry: 4 } as const;

/** An event of the test harness. */
export interface HarnessEvent {
  readonly kind: keyof typeof rank;
  readonly at: Nanoseconds;
  /** Entity of a wake, processor of the others. */
  readonly subject: number;
  /** Events with one key replace each other. */
  readonly key: string;
  readonly stamp: number;
}

/** Virtual time and the events to come: a sorted array, first in, first out among equals. */
export interface HarnessClock {
  now: Nanoseconds;
  /** Sets the event of a key, in place of the one that it had; `NEVER` only cancels. */
  set(kind: HarnessEvent["kind"], at: Nanoseconds, subject: number, key: string): void;
  /** Sets a periodic event again, unless it is set or cancelled meanwhile. */
  repeat(event: HarnessEvent, every: Nanoseconds): void;
  cancel(key: string): void;
  /** Goes to the next event up to an instant and returns it. */
  advance(until: Nanoseconds): HarnessEvent | undefined;
  /** The instant of the next event, if there is one. */
  next(): Nanoseconds | undefined;
}

const isLater = (a: HarnessEvent, b: HarnessEvent): boolean => a.at > b.at || (a.at === b.at && rank[a.kind] > rank[b.kind]);

/** A clock at 0 without events. */
export function harnessClock(): HarnessClock {
  const events: HarnessEvent[] = [];
  const stamps: Record<string, number> = {};
  const insert = (event: HarnessEvent): void => {
    let low = 0;
    let high = events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isLater(events[middle] as HarnessEvent, event)) low = middle + 1;
      else high = middle;
    }
    events.splice(low, 0, event);
  };
  const isStale = (event: HarnessEvent | undefined): boolean => event !== undefined && event.stamp !== stamps[event.key];
  const clock: HarnessClock = {
    now: 0,
    set(kind, at, subject, key) {
      const stamp = (stamps[key] ?? 0) + 1;
      stamps[key] = stamp;
      if (at < NEVER) insert({ kind, at: Math.max(clock.now, at), subject, key, stamp });
    },
    repeat(event, every) {
      if (every < NEVER) insert({ ...event, at: event.at + every });
    },
    cancel(key) {
      stamps[key] = (stamps[key] ?? 0) + 1;
    },
    advance(until) {
      while (isStale(events.at(-1))) events.pop();
      const event = events.at(-1);
      if (event === undefined || event.at > until) return undefined;
      clock.now = event.at;
      return events.pop();
    },
    next() {
      while (isStale(events.at(-1))) events.pop();
      return events.at(-1)?.at;
    },
  };
  return clock;
}
