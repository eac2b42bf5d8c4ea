import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, EntityView, ProcessorId, ProcessorView, SchedulingPolicy, Share, View } from "../policy.ts";
import type { Behaviour } from "./behaviour.ts";
import type { HarnessClock } from "./harness-clock.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** An entity of a test with all that is known of it. `exited` before it begins, too. */
export interface Body extends Writable<EntityView> {
  readonly behaviour: Behaviour;
  readonly allowed: readonly ProcessorId[] | undefined;
  readonly parent: EntityId | undefined;
  readonly holds: string[];
  begun: boolean;
  /** What is left of its stretch of work; `NEVER`: it has no end. */
  left: Nanoseconds;
  used: Nanoseconds;
  charged: Nanoseconds;
}

/** The inside of the harness: one policy with the processors and entities that it schedules. */
export interface Bench<State> {
  readonly policy: SchedulingPolicy<never, State>;
  readonly clock: HarnessClock;
  readonly processors: Writable<ProcessorView>[];
  readonly bodies: Body[];
  readonly shares: readonly Share[];
  /** Requests of callbacks that have returned. */
  readonly requests: (() => void)[];
  /** By processor: it is between its runner's end and its next pick, so asking it to pick is needless. */
  readonly rescheduling: boolean[];
  readonly alarms: Record<string, { readonly name: string; readonly subject: number | string; readonly every: Nanoseconds }>;
  readonly interrupt: Nanoseconds;
  readonly throughJson: boolean;
  readonly random: (purpose: string) => number;
  readonly picks: [Nanoseconds, ProcessorId, EntityId][];
  here: ProcessorId;
  /** Callbacks that have begun and not ended: more than one within `settle`. */
  depth: number;
  state: State;
  view: View;
}

/** An entity. */
export const bodyOf = <State>(bench: Bench<State>, entity: EntityId): Body => bench.bodies[entity] as Body;

/** A processor. */
export const processorOf = <State>(bench: Bench<State>, id: ProcessorId): Writable<ProcessorView> =>
  bench.processors[id] as Writable<ProcessorView>;

/** Calls the policy on a processor; after the outermost call, the state may take the way through JSON. */
export function callPolicy<State, T>(bench: Bench<State>, on: ProcessorId, act: () => T): T {
  const before = bench.here;
  bench.here = on;
  bench.depth += 1;
  const answer = act();
  bench.depth -= 1;
  bench.here = before;
  if (bench.depth === 0 && bench.throughJson) bench.state = JSON.parse(JSON.stringify(bench.state)) as State;
  return answer;
}

/** Does what callbacks have asked for. */
export function drain<State>(bench: Bench<State>): void {
  for (let request = bench.requests.shift(); request !== undefined; request = bench.requests.shift()) request();
}

/** Charges the runner of a processor for what it has run. */
export function charge<State>(bench: Bench<State>, id: ProcessorId): void {
  const processor = processorOf(bench, id);
  const entity = processor.running;
  if (entity === undefined) return;
  const ran = bench.clock.now - processor.since;
  processor.since = bench.clock.now;
  if (ran === 0) return;
  const body = bodyOf(bench, entity);
  body.used += ran;
  if (body.left < NEVER) body.left -= ran;
  const { policy, view } = bench;
  if (policy.charge === undefined) return;
  callPolicy(bench, id, () => policy.charge?.(bench.state, entity, ran, view));
  body.charged += ran;
}
