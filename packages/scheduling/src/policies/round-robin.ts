import type { Nanoseconds } from "@crosstalk/engine";
import {
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type ProcessorId,
  type SchedulingPolicy,
  type View,
} from "../policy.ts";
import { idleProcessor } from "./placement.ts";

/** Parameters of {@link roundRobinPolicy}. */
export interface RoundRobinParameters {
  /** Longest time that an entity keeps a processor while others wait, ns. */
  readonly slice: Nanoseconds;
}

/** State of {@link roundRobinPolicy}: plain JSON. */
export interface RoundRobinState {
  readonly slice: Nanoseconds;
  /** One queue for all processors, first in, first out. */
  readonly waiting: EntityId[];
  /** By entity: in the queue. */
  readonly queued: boolean[];
  /** By processor: what it was last given; -1: nothing. */
  readonly running: EntityId[];
}

function kick(state: RoundRobinState, entity: EntityId, from: ProcessorId, view: View): void {
  const idle = idleProcessor(entity, from, (processor) => (state.running[processor] === -1 ? 0 : 1), view);
  if (idle !== undefined) view.preempt(idle);
}

/**
 * Round robin: all entities take turns, a slice each, in the order in which they became runnable. Waking up preempts
 * nobody; an idle processor takes new work at once.
 *
 * Model notes: the textbook policy and the baseline to compare others with, not a model of a product. It keeps one queue
 * for all processors, so it balances perfectly and knows no cache affinity beyond trying the last processor first. It
 * ignores weights, caps and nice levels. Affinity makes `pick` pass over entities that may not run there.
 */
export const roundRobinPolicy: SchedulingPolicy<RoundRobinParameters, RoundRobinState> = {
  name: "round-robin",
  fairness: ({ slice }) => ({ weights: "none", within: 2 * slice }),
  start: ({ slice }, view) => ({ slice, waiting: [], queued: [], running: view.processors.map(() => -1) }),
  enqueue(state, entity, _why, view) {
    const home = view.entity(entity).processor;
    const others = state.waiting.length > 0;
    state.waiting.push(entity);
    state.queued[entity] = true;
    if (state.running[home] !== entity) {
      kick(state, entity, home, view);
      return;
    }
    // Its processor picks next. Where another waits it may lose it, and another processor may be idle for lack of affinity.
    if (others) kick(state, entity, home, view);
    state.running[home] = -1;
  },
  leave(state, entity, _why, view) {
    const home = view.entity(entity).processor;
    if (state.running[home] === entity) state.running[home] = -1;
    if (state.queued[entity] !== true) return;
    state.queued[entity] = false;
    state.waiting.splice(state.waiting.indexOf(entity), 1);
  },
  pick(state, processor, view) {
    const index = state.waiting.findIndex((entity) => view.allowed(entity, processor));
    const entity = state.waiting[index];
    if (entity === undefined) {
      state.running[processor] = -1;
      return undefined;
    }
    if (index === 0) state.waiting.shift();
    else state.waiting.splice(index, 1);
    state.queued[entity] = false;
    state.running[processor] = entity;
    return { entity, until: view.now + state.slice };
  },
};

/** Round robin with a slice, ns (default 100 ms: nice 0 on Linux 2.6, recalled). */
export function roundRobin(parameters: Partial<RoundRobinParameters> = {}): ConfiguredPolicy {
  return configure(roundRobinPolicy, { slice: 100_000_000, ...parameters });
}
