import { type Nanoseconds, NEVER } from "@crosstalk/engine";

/** What an entity of a test does with the processor. Times are virtual nanoseconds. */
export type Behaviour =
  /** Computes for ever. */
  | { readonly kind: "hog" }
  /** Computes for `runs`, blocks for `sleeps`, and so on. */
  | { readonly kind: "sleeper"; readonly runs: Nanoseconds; readonly sleeps: Nanoseconds }
  /** Computes for `runs`, yields, and so on. */
  | { readonly kind: "yielder"; readonly runs: Nanoseconds }
  /** Computes for `work`, then exits. */
  | { readonly kind: "finite"; readonly work: Nanoseconds }
  /**
   * Blocks from `guard` before to `guard` after each instant `phase + k * period`, from `starts` on (a hog until then):
   * never seen by an accounting tick there.
   */
  | {
      readonly kind: "dodger";
      readonly period: Nanoseconds;
      readonly phase: Nanoseconds;
      readonly guard: Nanoseconds;
      readonly starts: Nanoseconds;
    };

/** When an entity dispatched at `now`, with `left` of its present stretch of work to do, gives the processor up by itself. */
export function endOfRun(behaviour: Behaviour, now: Nanoseconds, left: Nanoseconds): Nanoseconds {
  if (behaviour.kind === "hog") return NEVER;
  if (behaviour.kind !== "dodger") return now + left;
  const { period, phase, guard, starts } = behaviour;
  const from = Math.max(now, starts);
  const last = phase + Math.floor((from - phase) / period) * period;
  const inside = from < last + guard || from >= last + period - guard;
  return inside ? from : last + period - guard;
}

/** When an entity that gave the processor up at `now` wants it again; `NEVER`: it has exited. */
export function wakeAfter(behaviour: Behaviour, now: Nanoseconds): Nanoseconds {
  if (behaviour.kind === "sleeper") return now + behaviour.sleeps;
  if (behaviour.kind !== "dodger") return NEVER;
  const nearest = behaviour.phase + Math.round((now - behaviour.phase) / behaviour.period) * behaviour.period;
  return Math.max(now + 1, nearest + behaviour.guard);
}

/** The length of one stretch of work: `NEVER` where it has no end of its own. */
export function stretch(behaviour: Behaviour): Nanoseconds {
  if (behaviour.kind === "sleeper" || behaviour.kind === "yielder") return behaviour.runs;
  return behaviour.kind === "finite" ? behaviour.work : NEVER;
}
