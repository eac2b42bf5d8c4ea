import { type Nanoseconds, random } from "@crosstalk/engine";
import { type ConfiguredPolicy, configure, type SchedulingPolicy } from "@crosstalk/scheduling";

/** A policy that picks any of the ready entities, and gives it a slice of any length up to a longest, drawn by seed. */
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
