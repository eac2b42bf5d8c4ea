import { type Nanoseconds, random } from "@crosstalk/engine";
import { type ConfiguredPolicy, configure, roundRobin, type SchedulingPolicy, TICK } from "@crosstalk/scheduling";

interface TickingState {
  inner: unknown;
}

/** Round robin with a tick on every processor, for tests; the tick itself decides nothing. */
export function ticking(period: Nanoseconds, slice: Nanoseconds = 10_000_000): ConfiguredPolicy {
  const { policy, parameters } = roundRobin({ slice });
  const inner = policy as unknown as SchedulingPolicy<unknown, unknown>;
  const wrapped: SchedulingPolicy<unknown, TickingState> = {
    name: "ticking round robin",
    start(_given, view) {
      const state = { inner: inner.start(parameters, view) };
      for (const { id } of view.processors) view.alarm(TICK, id, view.now + period, { on: id, every: period });
      return state;
    },
    enqueue: (state, entity, why, view) => inner.enqueue(state.inner, entity, why, view),
    leave: (state, entity, why, view) => inner.leave(state.inner, entity, why, view),
    pick: (state, processor, view) => inner.pick(state.inner, processor, view),
    alarm: () => {},
  };
  return configure(wrapped, null);
}

/** A policy that picks any of the ready entities and gives it a slice of any length, for tests. */
export function capricious(longest: Nanoseconds): ConfiguredPolicy {
  const policy: SchedulingPolicy<null, { ready: number[] }> = {
    name: "capricious",
    start: () => ({ ready: [] }),
    enqueue(state, entity, _why, view) {
      state.ready.push(entity);
      for (const { id, running } of view.processors) if (running === undefined && view.allowed(entity, id)) view.preempt(id);
    },
    leave(state, entity) {
      state.ready = state.ready.filter((each) => each !== entity);
    },
    pick(state, processor, view) {
      const allowed = state.ready.filter((each) => view.allowed(each, processor));
      const stream = random("capricious");
      const entity = allowed[Math.floor(stream.uniform() * allowed.length)];
      if (entity === undefined) return undefined;
      state.ready = state.ready.filter((each) => each !== entity);
      return { entity, until: view.now + 1 + Math.floor(stream.uniform() * longest) };
    },
  };
  return configure(policy, null);
}
