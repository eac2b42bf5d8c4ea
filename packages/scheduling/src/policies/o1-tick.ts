import { NEVER } from "@crosstalk/engine";
import type { EntityId, ProcessorId, View } from "../policy.ts";
import { dynamicLevel, fullSlice, isInteractive, maximumSleep, staticLevel, turn } from "./o1-interactivity.ts";
import { loadOf, type O1State, queueOf } from "./o1-state.ts";

/** Starts the ticks of a processor, in phase. */
export function startTicks(state: O1State, processor: ProcessorId, view: View): void {
  const queue = queueOf(state, processor);
  if (queue.ticking) return;
  queue.ticking = true;
  const next = queue.phase + (Math.floor((view.now - queue.phase) / state.tick) + 1) * state.tick;
  view.alarm("tick", processor, next, { on: processor, every: state.tick });
}

/** Works the bonus of the sleep average into the level of a task that is not queued. */
export function recompute(state: O1State, entity: EntityId): void {
  const { fixed, sleep, worse } = state;
  state.level[entity] = dynamicLevel(fixed[entity] as number, sleep[entity] as number, worse[entity] as number);
}

/** Expired tasks have waited too long for interactive ones to go first: a second for each runnable task, or one is nicer. */
function isStarving(state: O1State, processor: ProcessorId, entity: EntityId, view: View): boolean {
  const queue = queueOf(state, processor);
  const waited = queue.expiredSince === NEVER ? -1 : view.now - queue.expiredSince;
  return waited >= maximumSleep * loadOf(queue) + state.tick || (state.fixed[entity] as number) > queue.bestExpired;
}

/** The slice of the running task is used up: it gets a new one and will queue behind others. */
export function expire(state: O1State, processor: ProcessorId, entity: EntityId, view: View): void {
  const queue = queueOf(state, processor);
  const fixed = staticLevel(view.entity(entity).share.nice ?? 0);
  state.fixed[entity] = fixed;
  recompute(state, entity);
  state.slice[entity] = fullSlice(fixed, state.tick);
  state.fresh[entity] = false;
  if (queue.expiredSince === NEVER) queue.expiredSince = view.now;
  const stays = isInteractive(fixed, state.level[entity] as number) && !isStarving(state, processor, entity, view);
  state.fate[entity] = stays ? "active" : "expired";
  if (!stays) queue.bestExpired = Math.min(queue.bestExpired, fixed);
  view.preempt(processor);
}

/** What the timer interrupt does to the task that it finds running. */
export function tickRunning(state: O1State, processor: ProcessorId, entity: EntityId, view: View): void {
  if (state.fate[entity] !== "keep") {
    view.preempt(processor);
    return;
  }
  const left = (state.slice[entity] as number) - 1;
  state.slice[entity] = left;
  if (left <= 0) {
    expire(state, processor, entity, view);
    return;
  }
  const fixed = state.fixed[entity] as number;
  if (!isInteractive(fixed, state.level[entity] as number)) return;
  const length = turn(state.sleep[entity] as number, state.queues.length, state.tick);
  if (left < length || (fullSlice(fixed, state.tick) - left) % length !== 0) return;
  state.fate[entity] = "active";
  view.preempt(processor);
}
