import type { Nanoseconds } from "@crosstalk/engine";
import { type ConfiguredPolicy, configure, roundRobin, type SchedulingPolicy, TICK } from "@crosstalk/scheduling";

/** State of {@link metered}: that of round robin, and what was charged and rung. */
export interface MeteredState {
  readonly inner: unknown;
  /** Time charged to all entities together. */
  charged: Nanoseconds;
  ticks: number;
}

/** Round robin with a tick on every processor, which notes what it is charged and how often the tick rings. */
export function metered(period: Nanoseconds, slice: Nanoseconds = 100_000_000): ConfiguredPolicy {
  const { policy, parameters } = roundRobin({ slice });
  const inner = policy as unknown as SchedulingPolicy<unknown, unknown>;
  const wrapped: SchedulingPolicy<unknown, MeteredState> = {
    name: "metered round robin",
    start(_given, view) {
      const state = { inner: inner.start(parameters, view), charged: 0, ticks: 0 };
      for (const { id } of view.processors) view.alarm(TICK, id, view.now + period, { on: id, every: period });
      return state;
    },
    enqueue: (state, entity, why, view) => inner.enqueue(state.inner, entity, why, view),
    leave: (state, entity, why, view) => inner.leave(state.inner, entity, why, view),
    charge(state, _entity, ran) {
      state.charged += ran;
    },
    pick: (state, processor, view) => inner.pick(state.inner, processor, view),
    alarm(state) {
      state.ticks += 1;
    },
  };
  return configure(wrapped, null);
}
