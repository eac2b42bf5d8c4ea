import type { Nanoseconds } from "@crosstalk/engine";
import { NEVER } from "@crosstalk/engine";
import { type ConfiguredPolicy, configure, type EntityId, type SchedulingPolicy, TICK } from "@crosstalk/scheduling";

/** What the policy is to do beside taking turns. */
export interface NotedOptions {
  readonly slice?: Nanoseconds;
  /** Entities that take the processor of an entity that is not urgent when they wake up. */
  readonly urgent?: readonly EntityId[];
  /** Entities that are held as soon as they have been picked, until they are released by an alarm so much later. */
  readonly holds?: { readonly [entity: EntityId]: Nanoseconds };
  /** Entities that are to be preempted so long after they have been picked. */
  readonly limits?: { readonly [entity: EntityId]: Nanoseconds };
  /** Entities that are held and released again as soon as they are put back. */
  readonly shakes?: readonly EntityId[];
  readonly tick?: Nanoseconds;
  /** Charges the runner of every processor at each enqueue. */
  readonly settles?: boolean;
}

/** What was asked of the policy: a JSON value. */
export interface NotedState {
  queue: EntityId[];
  calls: string[];
  charged: Record<EntityId, Nanoseconds>;
  charges: number;
  ticks: string[];
}

const policy: SchedulingPolicy<NotedOptions, NotedState & { readonly options: NotedOptions }> = {
  name: "noted",
  start(options, view) {
    if (options.tick !== undefined) {
      for (const { id } of view.processors) view.alarm(TICK, id, view.now + options.tick, { on: id, every: options.tick });
    }
    return { options, queue: [], calls: [], charged: {}, charges: 0, ticks: [] };
  },
  admit(state, entity) {
    state.calls.push(`admit ${entity}`);
  },
  enqueue(state, entity, why, view) {
    state.calls.push(`enqueue ${entity} ${why}`);
    state.queue.push(entity);
    if (state.options.shakes?.includes(entity) === true && why === "expired") {
      view.hold(entity, "shake");
      view.release(entity, "shake");
    }
    if (state.options.settles === true) for (const { id } of view.processors) view.settle(id);
    const allowed = view.processors.filter(({ id }) => view.allowed(entity, id));
    const idle =
      allowed.find(({ running, asked }) => running === undefined && !asked) ??
      allowed.find(({ running }) => running === undefined);
    if (idle !== undefined) view.preempt(idle.id);
    else if (why !== "preempted" && why !== "expired" && state.options.urgent?.includes(entity) === true) {
      const victim = allowed.find(({ running }) => running !== undefined && state.options.urgent?.includes(running) !== true);
      if (victim !== undefined) view.preempt(victim.id);
    }
  },
  leave(state, entity, why) {
    state.calls.push(`leave ${entity} ${why}`);
    state.queue = state.queue.filter((each) => each !== entity);
  },
  charge(state, entity, ran) {
    state.charged[entity] = (state.charged[entity] ?? 0) + ran;
    state.charges += 1;
  },
  pick(state, processor, view) {
    const urgent = state.queue.find((each) => state.options.urgent?.includes(each) === true && view.allowed(each, processor));
    const entity = urgent ?? state.queue.find((each) => view.allowed(each, processor));
    if (entity === undefined) return undefined;
    state.queue = state.queue.filter((each) => each !== entity);
    state.calls.push(`pick ${entity} on ${processor}`);
    const held = state.options.holds?.[entity];
    if (held !== undefined && !state.calls.includes(`alarm release ${entity}`)) {
      view.hold(entity, "policy");
      view.alarm("release", entity, view.now + held);
    }
    const limit = state.options.limits?.[entity];
    if (limit !== undefined) view.preempt(processor, view.now + limit);
    return { entity, until: view.now + (state.options.slice ?? NEVER - view.now) };
  },
  alarm(state, name, subject, view) {
    if (name === TICK) {
      state.ticks.push(`${view.here}/${subject} at ${view.now}`);
      return;
    }
    state.calls.push(`alarm ${name} ${subject}`);
    view.release(subject as number, "policy");
  },
};

/** First come, first served, with what else is asked for; it notes everything. Processor 0 is `here` of ticks set for it. */
export function noted(options: NotedOptions = {}): ConfiguredPolicy {
  return configure(policy, options);
}
