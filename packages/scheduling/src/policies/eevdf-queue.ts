import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, ProcessorId } from "../policy.ts";
import { insertNode, removeNode } from "./deadline-tree.ts";
import { type EevdfState, type FairQueue, fairQueue } from "./eevdf-state.ts";

/** Weight at which virtual time passes as fast as time: nice 0. Quoted. */
const unit = 1024;

const of = (array: readonly number[], entity: EntityId): number => array[entity] as number;

/** The weighted mean of the virtual times on a queue, rounded down. */
export const meanTime = (queue: FairQueue): number =>
  queue.load === 0 ? queue.base : queue.base + Math.floor(queue.sum / queue.load);

/** Whether a virtual time is at or before the mean: its entity has had no more than its share. Exact, without a division. */
export const isEligible = (queue: FairQueue, time: number): boolean => (time - queue.base) * queue.load <= queue.sum;

/** A whole slice of an entity in virtual time: short for the heavy. */
export function virtualSlice(state: EevdfState, entity: EntityId): number {
  return Math.max(1, Math.floor((state.slice * unit) / of(state.weight, entity)));
}

/** Most lag, either way, that an entity takes along when it leaves a queue: two slices, or a tick if that is more. */
export function lagLimit(state: EevdfState, entity: EntityId): number {
  return Math.floor((Math.max(2 * state.slice, state.tick) * unit) / of(state.weight, entity));
}

/** Brings the base to the mean, so that sums stay small; integers, hence exact. */
function rebase(queue: FairQueue): void {
  if (queue.load === 0) return;
  const shift = Math.floor(queue.sum / queue.load);
  queue.base += shift;
  queue.sum -= shift * queue.load;
}

/**
 * Makes an entity count on a queue, at the place that gives it the lag that it left with. As it moves the mean by
 * joining, its lag is first inflated by (load + weight) / load. On an empty queue there is nobody to owe anything.
 */
export function joinQueue(state: EevdfState, entity: EntityId, processor: ProcessorId): void {
  const queue = fairQueue(state, processor);
  const weight = of(state.weight, entity);
  const lag = queue.load === 0 ? 0 : Math.trunc((of(state.lag, entity) * (queue.load + weight)) / queue.load);
  const time = meanTime(queue) - lag;
  const slice = virtualSlice(state, entity);
  const left = of(state.remaining, entity);
  // A new one starts with half a slice: on average the others are halfway through theirs.
  state.tree.deadline[entity] = time + (left > 0 ? left : state.fresh[entity] === true ? Math.ceil(slice / 2) : slice);
  state.tree.time[entity] = time;
  state.remaining[entity] = 0;
  state.fresh[entity] = false;
  state.place[entity] = processor;
  queue.sum += weight * (time - queue.base);
  queue.load += weight;
  queue.count += 1;
  rebase(queue);
}

/** Makes an entity, which is not in the tree, count no more, and remembers its lag. */
export function quitQueue(state: EevdfState, entity: EntityId): void {
  const queue = fairQueue(state, of(state.place, entity));
  const weight = of(state.weight, entity);
  const limit = lagLimit(state, entity);
  state.lag[entity] = Math.min(limit, Math.max(-limit, meanTime(queue) - of(state.tree.time, entity)));
  rebase(queue);
  queue.sum -= weight * (of(state.tree.time, entity) - queue.base);
  queue.load -= weight;
  queue.count -= 1;
  state.place[entity] = -1;
  rebase(queue);
}

/** Puts a runnable entity that doesn't run into the tree of its queue. */
export function wait(state: EevdfState, entity: EntityId): void {
  const queue = fairQueue(state, of(state.place, entity));
  queue.root = insertNode(state.tree, queue.root, entity);
}

/** Takes a waiting entity from the tree of its queue. */
export function unwait(state: EevdfState, entity: EntityId): void {
  const queue = fairQueue(state, of(state.place, entity));
  queue.root = removeNode(state.tree, queue.root, entity);
}

/** Advances the running entity by what it ran; past its deadline it requests another slice, and others may be due. */
export function advance(state: EevdfState, entity: EntityId, ran: Nanoseconds): void {
  const queue = fairQueue(state, of(state.place, entity));
  const weight = of(state.weight, entity);
  const total = of(state.residue, entity) + ran * unit;
  const step = Math.floor(total / weight);
  const time = of(state.tree.time, entity) + step;
  state.residue[entity] = total - step * weight;
  state.tree.time[entity] = time;
  queue.sum += weight * step;
  rebase(queue);
  if (time < of(state.tree.deadline, entity)) return;
  state.tree.deadline[entity] = time + virtualSlice(state, entity);
  if (queue.count > 1) queue.due = true;
}

/** When the slice of an entity that runs from `now` on ends: at its deadline, or at the first tick of its processor after. */
export function endOfSlice(state: EevdfState, entity: EntityId, now: Nanoseconds): Nanoseconds {
  const { phase } = fairQueue(state, of(state.place, entity));
  const distance = of(state.tree.deadline, entity) - of(state.tree.time, entity);
  const end = now + Math.max(1, Math.ceil((distance * of(state.weight, entity) - of(state.residue, entity)) / unit));
  return state.parameters.highResolution ? end : phase + Math.ceil((end - phase) / state.tick) * state.tick;
}
