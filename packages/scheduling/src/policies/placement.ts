import type { EntityId, ProcessorId, View } from "../policy.ts";

/**
 * The first processor that an entity may use and that nobody uses or has been promised, looking from `from` upwards and
 * around; `undefined` if there is none. `load` is what the policy has given each processor: it knows that at once,
 * whereas `asked` tells of an interrupt that is still on its way.
 */
export function idleProcessor(
  entity: EntityId,
  from: ProcessorId,
  load: (processor: ProcessorId) => number,
  view: View,
): ProcessorId | undefined {
  const count = view.processors.length;
  for (let step = 0; step < count; step += 1) {
    const processor = (from + step) % count;
    if (load(processor) === 0 && view.processors[processor]?.asked === false && view.allowed(entity, processor)) return processor;
  }
  return undefined;
}

/** The allowed processor with the least load, the lowest-numbered among equals; its home if none is allowed. */
export function leastLoaded(entity: EntityId, load: (processor: ProcessorId) => number, view: View): ProcessorId {
  let best = view.entity(entity).processor;
  let least = Number.MAX_VALUE;
  for (const { id } of view.processors) {
    if (!view.allowed(entity, id) || load(id) >= least) continue;
    best = id;
    least = load(id);
  }
  return best;
}

/**
 * Where an entity queues that becomes runnable: where it last ran if that is idle, else on an idle processor; if all are
 * busy, where it last ran, but a new one goes to the least loaded.
 */
export function placeEntity(entity: EntityId, isNew: boolean, load: (processor: ProcessorId) => number, view: View): ProcessorId {
  const home = view.entity(entity).processor;
  const idle = idleProcessor(entity, home, load, view);
  if (idle !== undefined) return idle;
  return !isNew && view.allowed(entity, home) ? home : leastLoaded(entity, load, view);
}
