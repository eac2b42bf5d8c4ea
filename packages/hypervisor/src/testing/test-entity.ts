import type { ModelEvent, Nanoseconds } from "@crosstalk/engine";
import { account, type Segment, type Token, type Trap } from "@crosstalk/hardware";

/** What an entity of a test guest does, step by step. */
export type Step =
  | { readonly do: "run"; readonly burst: readonly Segment[] }
  | { readonly do: "sleep"; readonly time: Nanoseconds }
  | { readonly do: "spin"; readonly until: Token }
  | { readonly do: "signal"; readonly token: Token }
  /** Sends an event to another actor, such as the watcher of the machine's memory. */
  | { readonly do: "tell"; readonly event: ModelEvent }
  | { readonly do: "send"; readonly target: number; readonly vector: string }
  | { readonly do: "submit"; readonly device: string; readonly owner: string };

/** An entity of a test guest; with `repeat` it begins again after its last step. */
export interface TestEntity {
  readonly steps: readonly Step[];
  readonly repeat: boolean;
  readonly affinity?: readonly number[];
}

/** Something that happened in a guest. */
export interface LogEntry {
  readonly at: Nanoseconds;
  readonly what: string;
  readonly on: number;
}

/** A test guest's memory. */
export interface TestGuestContext {
  readonly path: string;
  readonly scheduler: string;
  readonly entities: readonly TestEntity[];
  state: { step: number; burst: readonly Segment[] }[];
  booted: number[];
  log: LogEntry[];
}

/** A segment of a guest's plain work. */
export function workSegment(owner: string, work: Nanoseconds, more: Partial<Segment> = {}): Segment {
  return { parts: [{ account: account("user", owner), operations: { work } }], from: 0, ...more };
}

/** An entity that burns the processor for ever. */
export function hog(owner: string, burst = 1_000_000_000): TestEntity {
  return { steps: [{ do: "run", burst: [workSegment(owner, burst)] }], repeat: true };
}

/** An entity that works, then traps. */
export function trapping(owner: string, trap: Trap): TestEntity {
  return {
    steps: [{ do: "run", burst: [workSegment(owner, 1_000_000, { trap }), workSegment(owner, 1_000_000)] }],
    repeat: false,
  };
}
