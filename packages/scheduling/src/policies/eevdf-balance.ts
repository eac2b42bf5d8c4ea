import type { EntityId, ProcessorId, View } from "../policy.ts";
import { firstNode } from "./deadline-tree.ts";
import { joinQueue, quitQueue, unwait, wait } from "./eevdf-queue.ts";
import { type EevdfState, fairQueue, waitingOn } from "./eevdf-state.ts";
import { placeEntity } from "./placement.ts";

/** Where an entity queues when it becomes runnable. */
export function place(state: EevdfState, entity: EntityId, isNew: boolean, view: View): ProcessorId {
  return placeEntity(entity, isNew, (processor) => fairQueue(state, processor).load, view);
}

/** Takes an entity off its queue on the way to another one: what is left of its request goes with it. */
export function detach(state: EevdfState, entity: EntityId): void {
  state.remaining[entity] = Math.max(0, (state.tree.deadline[entity] as number) - (state.tree.time[entity] as number));
  quitQueue(state, entity);
}

/**
 * Moves a waiting entity to a processor from the most loaded one that has any to give; returns it, or -1. An idle
 * processor takes what it can get, a busy one only what makes the two loads more equal. The one whose deadline comes
 * first goes first.
 */
export function pull(state: EevdfState, to: ProcessorId, view: View): EntityId {
  const target = fairQueue(state, to);
  const sources = view.processors.map(({ id }) => id).filter((id) => id !== to && waitingOn(fairQueue(state, id)) > 0);
  sources.sort((a, b) => fairQueue(state, b).load - fairQueue(state, a).load || a - b);
  for (const from of sources) {
    const source = fairQueue(state, from);
    const gap = source.load - target.load;
    const fits = (entity: EntityId): boolean => target.load === 0 || 2 * (state.weight[entity] as number) <= gap;
    const entity = firstNode(state.tree, source.root, (node) => fits(node) && view.allowed(node, to));
    if (entity < 0) continue;
    view.settle(from);
    view.settle(to);
    unwait(state, entity);
    detach(state, entity);
    joinQueue(state, entity, to);
    wait(state, entity);
    return entity;
  }
  return -1;
}

/** Makes one idle processor look for work, if it may run something that waits on this one. */
export function rouse(state: EevdfState, from: ProcessorId, view: View): void {
  for (const { id, asked } of view.processors) {
    if (asked || fairQueue(state, id).count > 0) continue;
    if (firstNode(state.tree, fairQueue(state, from).root, (node) => view.allowed(node, id)) >= 0) {
      view.preempt(id);
      return;
    }
  }
}
