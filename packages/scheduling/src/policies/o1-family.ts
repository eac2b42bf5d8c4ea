import type { EntityId, ProcessorId, View } from "../policy.ts";
import { afterChild, afterFork, fullSlice } from "./o1-interactivity.ts";
import { enqueueTask, type O1State, queueOf } from "./o1-state.ts";
import { recompute, tickRunning } from "./o1-tick.ts";

/**
 * A child takes half of what is left of its parent's slice, and its sleep average but for a little: so forking gains
 * nobody time, and who forks is not made interactive by it.
 */
export function inherit(state: O1State, child: EntityId, parent: EntityId, view: View): void {
  const slice = state.slice[parent] as number;
  state.slice[child] = (slice + 1) >> 1;
  state.slice[parent] = Math.max(1, slice >> 1);
  state.fresh[child] = true;
  const sleep = state.sleep[parent] as number;
  state.sleep[child] = afterFork(sleep, "child");
  state.sleep[parent] = afterFork(sleep, "parent");
  recompute(state, child);
  const { processor } = view.entity(parent);
  if (slice <= 1 && queueOf(state, processor).running === parent) tickRunning(state, processor, parent, view);
}

/**
 * Queues a child that has a copy of its parent's memory right before the parent, at the parent's level, and has the
 * processor pick again: the child runs first, as it will soon call `exec` and the parent's writes would only make
 * copies. Returns whether it did: not when the parent doesn't run on that processor, or memory is shared.
 */
export function queueBefore(state: O1State, child: EntityId, processor: ProcessorId, view: View): boolean {
  const parent = view.parent(child);
  const queue = queueOf(state, processor);
  if (parent === undefined || queue.running !== parent || view.entity(child).sharesMemory) return false;
  state.level[child] = state.level[parent] as number;
  const fate = state.fate[parent] ?? "keep";
  if (fate === "keep") {
    enqueueTask(state, child, processor, "active", queue.children);
    queue.children += 1;
  } else enqueueTask(state, child, processor, fate);
  view.preempt(processor);
  return true;
}

/** What a child leaves its parent when it exits: the rest of its first slice, and some of a sleep average that is worse. */
export function bequeath(state: O1State, child: EntityId, view: View): void {
  const parent = view.parent(child);
  if (parent === undefined) return;
  if (state.fresh[child] === true) {
    const whole = (state.slice[parent] as number) + (state.slice[child] as number);
    state.slice[parent] = Math.min(whole, fullSlice(state.fixed[child] as number, state.tick));
  }
  state.sleep[parent] = afterChild(state.sleep[parent] as number, state.sleep[child] as number);
}
