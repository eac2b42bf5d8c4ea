import type { EntityId, ProcessorId, View } from "../policy.ts";
import { type CreditState, priority, runningClass } from "./credit-state.ts";

/** The vCPUs that wait on a processor. */
export const queueOf = (state: CreditState, processor: ProcessorId): EntityId[] => state.queues[processor] as EntityId[];

const classOf = (state: CreditState, entity: EntityId): number => state.class[entity] as number;

/** Queues a vCPU behind all of its class, or if it yields behind one of a lower class, if there is one. */
export function insertVcpu(state: CreditState, entity: EntityId, processor: ProcessorId, yields: boolean): void {
  const queue = queueOf(state, processor);
  const behind = queue.findIndex((other) => classOf(state, other) < classOf(state, entity));
  if (behind < 0) queue.push(entity);
  else queue.splice(behind + (yields ? 1 : 0), 0, entity);
  state.place[entity] = processor;
}

/** Takes a vCPU from the queue that it is in, if any. */
export function removeVcpu(state: CreditState, entity: EntityId): void {
  const place = state.place[entity] as ProcessorId;
  if (place < 0) return;
  const queue = queueOf(state, place);
  queue.splice(queue.indexOf(entity), 1);
  state.place[entity] = -1;
}

/** After an accounting has changed classes: those with credits move ahead of those without; otherwise order is kept. */
export function sortQueue(state: CreditState, processor: ProcessorId): void {
  if (state.sorted[processor] === state.round) return;
  state.sorted[processor] = state.round;
  const queue = queueOf(state, processor);
  const over = queue.filter((entity) => classOf(state, entity) < priority.under);
  const others = queue.filter((entity) => classOf(state, entity) >= priority.under);
  queue.splice(0, queue.length, ...others, ...over);
}

/** Idle, and not on the point of picking something that waits there. */
const isIdle = (state: CreditState, processor: ProcessorId, view: View): boolean =>
  state.running[processor] === -1 && queueOf(state, processor).length === 0 && view.processors[processor]?.asked === false;

/** The next idle processor after `from`, around, that a vCPU may use; -1: none. */
export function nextIdle(state: CreditState, entity: EntityId, from: ProcessorId, view: View): ProcessorId {
  const count = view.processors.length;
  for (let step = 1; step <= count; step += 1) {
    const processor = (from + step) % count;
    if (isIdle(state, processor, view) && view.allowed(entity, processor)) return processor;
  }
  return -1;
}

/** A vCPU has become runnable on a processor: interrupts those that should look for something to run. */
export function tickle(state: CreditState, entity: EntityId, processor: ProcessorId, view: View): void {
  const current = runningClass(state, processor);
  const better = classOf(state, entity) > current;
  if (current === priority.idle) view.preempt(processor);
  else if (state.parameters.tickle === "all idle") {
    if (better) view.preempt(processor);
    for (const { id } of view.processors) if (isIdle(state, id, view) && view.allowed(entity, id)) view.preempt(id);
  } else tickleOne(state, entity, processor, better, view);
}

/** Rather an idle processor than to preempt; if no idle one suits, what is preempted moves to one that suits it. */
function tickleOne(state: CreditState, entity: EntityId, processor: ProcessorId, better: boolean, view: View): void {
  const idle = nextIdle(state, entity, state.tickled[view.here] as ProcessorId, view);
  if (idle >= 0) {
    state.tickled[view.here] = idle;
    view.preempt(idle);
  } else if (better) {
    const runner = state.running[processor] as EntityId;
    if (nextIdle(state, runner, processor, view) >= 0) state.moving[runner] = true;
    view.preempt(processor);
  }
}

/** Whether a processor may try to steal at all now; counts as an attempt. */
function maySteal(state: CreditState, to: ProcessorId, view: View): boolean {
  const interval = state.parameters.stealInterval;
  if (view.processors.length === 1 || view.now - (state.stole[to] as number) < interval) return false;
  if (interval > 0) state.stole[to] = view.now;
  return true;
}

/** Takes the first vCPU above a class that may run here from a busy processor, looking around; -1: none. */
export function steal(state: CreditState, to: ProcessorId, above: number, view: View): EntityId {
  if (!maySteal(state, to, view)) return -1;
  const { stealFrom, migrationDelay } = state.parameters;
  const count = view.processors.length;
  const first = stealFrom === "last victim" ? state.bias : to;
  for (let step = 1; step <= count; step += 1) {
    const peer = (first + step) % count;
    if (peer === to || state.running[peer] === -1) continue;
    for (const entity of queueOf(state, peer)) {
      if (classOf(state, entity) <= above) break;
      const hot = migrationDelay > 0 && view.now - view.entity(entity).stopped < migrationDelay;
      if (hot || !view.allowed(entity, to)) continue;
      state.bias = peer;
      removeVcpu(state, entity);
      return entity;
    }
  }
  return -1;
}
