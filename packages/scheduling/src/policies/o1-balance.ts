import type { EntityId, ProcessorId, View } from "../policy.ts";
import { activeOf, dequeueTask, enqueueTask, expiredOf, loadOf, type O1State, queueOf, waitingOn } from "./o1-state.ts";
import { placeEntity } from "./placement.ts";
import { firstLevel, type PriorityArray } from "./priority-array.ts";

/** The processor that a task is queued on when it wakes or begins (a new one's `exec` balances). */
export function place(state: O1State, entity: EntityId, isNew: boolean, view: View): ProcessorId {
  return placeEntity(entity, isNew, (processor) => loadOf(queueOf(state, processor)), view);
}

/** The busiest processor must have more than so many percent of a busy one's load for it to take tasks. */
export const o1ImbalancePercent = 125;

/** How many tasks a processor with load `own` takes from the busiest one, whose load is `most`, at the mean load given. */
function imbalance(own: number, most: number, mean: number, idle: boolean): number {
  if (idle && most > 1) return Math.max(1, Math.floor(Math.min(most - mean, mean - own)));
  if (own >= mean || 100 * most <= o1ImbalancePercent * own) return 0;
  const surplus = Math.floor(Math.min(most - mean, mean - own));
  return surplus === 0 && most - own >= 2 ? 1 : surplus;
}

function movable(state: O1State, array: PriorityArray, to: ProcessorId, limit: number, idle: boolean, view: View): EntityId[] {
  const found: EntityId[] = [];
  for (let level = firstLevel(array); level >= 0 && found.length < limit; level = firstLevel(array, level + 1)) {
    const list = array.lists[level] as EntityId[];
    for (let index = list.length - 1; index >= 0 && found.length < limit; index -= 1) {
      const entity = list[index] as EntityId;
      const hot = !idle && view.now - view.entity(entity).stopped < state.parameters.cacheHot;
      if (!hot && view.allowed(entity, to)) found.push(entity);
    }
  }
  return found;
}

/**
 * Moves waiting tasks from the busiest processor to `to`: expired ones first, as they are the coldest. Returns whether
 * one came that has a better level than what `to` runs (any has when it runs nothing).
 */
export function balance(state: O1State, to: ProcessorId, view: View): boolean {
  const queue = queueOf(state, to);
  const own = loadOf(queue);
  if (state.queues.length === 1) return false;
  const idle = own === 0;
  const mean = state.queues.reduce((sum, other) => sum + loadOf(other), 0) / state.queues.length;
  const others = view.processors.map(({ id }) => id).filter((id) => id !== to && waitingOn(queueOf(state, id)) > 0);
  others.sort((a, b) => loadOf(queueOf(state, b)) - loadOf(queueOf(state, a)) || a - b);
  const current = queue.running < 0 ? Number.MAX_SAFE_INTEGER : (state.level[queue.running] as number);
  let better = false;
  for (const from of others) {
    const source = queueOf(state, from);
    const count = imbalance(own, loadOf(source), mean, idle);
    const expired = movable(state, expiredOf(source), to, count, idle, view);
    const moved = [...expired, ...movable(state, activeOf(source), to, count - expired.length, idle, view)];
    for (const [index, entity] of moved.entries()) {
      dequeueTask(state, entity);
      enqueueTask(state, entity, to, index < expired.length ? "expired" : "active");
      if ((state.level[entity] as number) < current) better = true;
    }
    if (moved.length > 0 || !idle) break;
  }
  return better;
}

/** Makes one idle processor look for work, if it may run something that waits on this one. */
export function rouse(state: O1State, from: ProcessorId, view: View): void {
  const source = queueOf(state, from);
  for (const { id, asked } of view.processors) {
    if (asked || loadOf(queueOf(state, id)) > 0) continue;
    const found =
      movable(state, expiredOf(source), id, 1, true, view).length + movable(state, activeOf(source), id, 1, true, view).length;
    if (found > 0) {
      view.preempt(id);
      return;
    }
  }
}
