import { NEVER } from "@crosstalk/engine";
import {
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type ProcessorId,
  type Ready,
  type SchedulingPolicy,
  type View,
} from "../policy.ts";
import { balance, place, rouse } from "./o1-balance.ts";
import { bequeath, inherit, queueBefore } from "./o1-family.ts";
import { afterRun, afterSleep, defaultSlice, fullSlice, staticLevel } from "./o1-interactivity.ts";
import {
  activeOf,
  dequeueTask,
  enqueueTask,
  loadOf,
  type O1Parameters,
  type O1State,
  o1State,
  queueOf,
  waitingOn,
} from "./o1-state.ts";
import { expire, recompute, startTicks, tickRunning } from "./o1-tick.ts";
import { firstLevel, levels } from "./priority-array.ts";

/** Sleep average of a task without a parent: none, as the first task of the system has (recalled). */
const initialSleep = 0;

/** The processor's runner goes on to wait on its own processor. */
function requeue(state: O1State, entity: EntityId, processor: ProcessorId, why: Ready, view: View): void {
  const queue = queueOf(state, processor);
  const fate = state.fate[entity];
  queue.running = -1;
  state.fate[entity] = "keep";
  if (!view.allowed(entity, processor)) {
    arrive(state, entity, place(state, entity, true, view), view);
    return;
  }
  if (why === "yielded" || fate === "expired") enqueueTask(state, entity, processor, "expired");
  else if (fate === "active" || why === "expired") enqueueTask(state, entity, processor, "active");
  else enqueueTask(state, entity, processor, "active", queue.children);
}

function arrive(state: O1State, entity: EntityId, processor: ProcessorId, view: View): void {
  const { running } = queueOf(state, processor);
  enqueueTask(state, entity, processor, "active");
  if (running < 0 || (state.level[entity] as number) < (state.level[running] as number)) view.preempt(processor);
}

/**
 * The O(1) scheduler of Linux 2.6.0 to 2.6.22: for each processor an active and an expired array of 140 priorities. The
 * best task runs until its slice, counted in ticks, is used up; then it waits in the expired array, and when the active
 * one is empty the two change places. A task that sleeps much rises by up to five levels, one that computes falls by as
 * many, and an interactive one is queued in the active array again. Waking up preempts what has a worse level.
 *
 * Model notes. Sampled: whoever runs when the tick comes pays a whole tick, so one who sleeps over ticks pays nothing;
 * that is how 2.6 works. Source: mechanisms of kernel/sched.c, Linux 2.6.12 (public copy), quoted; constants in
 * o1-interactivity.ts. A child shares its parent's slice and sleep average (o1-family.ts). Simplified: every sleep counts as
 * interruptible and every wake-up as from an interrupt (waits for disks earned less). A wake-up looks for an idle
 * processor, as with hyper-threading; elsewhere an idle one fetched the task at its next tick. Ticks go on while a
 * processor is idle, as before 2.6.21; where the system below stops them, a busy processor's tick calls the idle one. Load is the number of
 * runnable tasks now, not smoothed over ticks, and the interval of balancing is fixed at 200 ms (recalled; 64 to 256 ms
 * there), without pushing running tasks. Real-time classes are left out. Weights and caps are ignored: nice levels count.
 */
export const o1Policy: SchedulingPolicy<O1Parameters, O1State> = {
  name: "o1",
  // Two slices of nice 0: one turn more, or one less, at either end of the window.
  fairness: () => ({ weights: "none", within: 2 * defaultSlice }),
  start: o1State,
  admit(state, entity, view) {
    const fixed = staticLevel(view.entity(entity).share.nice ?? 0);
    state.fixed[entity] = fixed;
    state.level[entity] = fixed;
    state.worse[entity] = 0;
    state.slice[entity] = fullSlice(fixed, state.tick);
    state.sleep[entity] = initialSleep;
    state.since[entity] = view.now;
    state.waking[entity] = false;
    state.fresh[entity] = false;
    state.fate[entity] = "keep";
    state.place[entity] = -1;
    state.array[entity] = 0;
    const parent = view.parent(entity);
    if (parent !== undefined) inherit(state, entity, parent, view);
  },
  enqueue(state, entity, why, view) {
    const { processor } = view.entity(entity);
    if (queueOf(state, processor).running === entity) {
      requeue(state, entity, processor, why, view);
      return;
    }
    if (why === "woken") {
      const slept = view.now - (state.since[entity] as number);
      state.sleep[entity] = afterSleep(state.sleep[entity] as number, slept, state.fixed[entity] as number, state.tick);
      recompute(state, entity);
      state.waking[entity] = true;
      state.since[entity] = view.now;
    }
    const to = place(state, entity, why === "new", view);
    if (why !== "new" || !queueBefore(state, entity, to, view)) arrive(state, entity, to, view);
  },
  leave(state, entity, why, view) {
    const queue = queueOf(state, view.entity(entity).processor);
    if (queue.running === entity) queue.running = -1;
    if ((state.place[entity] as number) >= 0) dequeueTask(state, entity);
    state.since[entity] = view.now;
    state.waking[entity] = false;
    state.fate[entity] = "keep";
    if (why === "exited") bequeath(state, entity, view);
  },
  charge(state, entity, ran) {
    state.sleep[entity] = afterRun(state.sleep[entity] as number, ran);
  },
  pick(state, processor, view) {
    const queue = queueOf(state, processor);
    queue.children = 0;
    if (waitingOn(queue) === 0) balance(state, processor, view);
    if (waitingOn(queue) === 0) {
      queue.running = -1;
      queue.expiredSince = NEVER;
      startTicks(state, processor, view);
      return undefined;
    }
    if (activeOf(queue).length === 0) {
      queue.active = 1 - queue.active;
      queue.expiredSince = NEVER;
      queue.bestExpired = levels;
    }
    const active = activeOf(queue);
    const entity = active.lists[firstLevel(active)]?.[0] as EntityId;
    dequeueTask(state, entity);
    if (state.waking[entity] === true) {
      const waited = view.now - (state.since[entity] as number);
      state.sleep[entity] = afterSleep(state.sleep[entity] as number, waited, state.fixed[entity] as number, state.tick);
      recompute(state, entity);
      state.waking[entity] = false;
    }
    queue.running = entity;
    startTicks(state, processor, view);
    return { entity, until: NEVER };
  },
  worsen(state, entity, levels) {
    state.worse[entity] = levels;
  },
  endTurn(state, entity, processor, view) {
    if (state.fate[entity] === "keep") expire(state, processor, entity, view);
    else view.preempt(processor);
  },
  alarm(state, name, subject, view) {
    if (name !== "tick") return;
    const processor = Number(subject);
    const queue = queueOf(state, processor);
    if (queue.running >= 0) tickRunning(state, processor, queue.running, view);
    queue.untilBalance -= 1;
    const idle = loadOf(queue) === 0;
    if (waitingOn(queue) > 0) rouse(state, processor, view);
    if (!idle && queue.untilBalance > 0) return;
    if (!idle) queue.untilBalance = Math.max(1, Math.round(state.parameters.balanceInterval / state.tick));
    if (balance(state, processor, view)) view.preempt(processor);
  },
};

/** The O(1) scheduler as on a server of 2003 to 2006: Linux 2.6.12 with 1000 ticks a second (recalled). */
export const o1Defaults: O1Parameters = { hz: 1000, balanceInterval: 200_000_000, cacheHot: 2_500_000 };

/** The O(1) scheduler, by default with {@link o1Defaults}. */
export function o1(parameters: Partial<O1Parameters> = {}): ConfiguredPolicy {
  return configure(o1Policy, { ...o1Defaults, ...parameters });
}
