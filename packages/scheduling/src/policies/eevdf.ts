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
import { earliestEligible, firstNode } from "./deadline-tree.ts";
import { detach, place, pull, rouse } from "./eevdf-balance.ts";
import { advance, endOfSlice, isEligible, joinQueue, meanTime, quitQueue, unwait, virtualSlice, wait } from "./eevdf-queue.ts";
import { type EevdfParameters, type EevdfState, eevdfState, type FairQueue, fairQueue } from "./eevdf-state.ts";
import { loadWeight } from "./nice.ts";

/** The entity that should run, of those that wait: eligible, with the earliest deadline. At least one is eligible. */
function choose(state: EevdfState, queue: FairQueue): EntityId {
  const best = earliestEligible(state.tree, queue.root, (time) => isEligible(queue, time));
  return best >= 0 ? best : firstNode(state.tree, queue.root, () => true);
}

/** Whether an entity that has just queued takes the processor from the one that has it. */
function preempts(state: EevdfState, queue: FairQueue, entity: EntityId): boolean {
  const { deadline, time } = state.tree;
  const current = time[queue.running] as number;
  const eligible = isEligible(queue, current);
  if (eligible && current < queue.protectedUntil) return false;
  if (choose(state, queue) !== entity) return false;
  return !eligible || (deadline[entity] as number) < (deadline[queue.running] as number);
}

/** Whether the handler of the tick ends slices; otherwise each is given its end when it begins. */
const endsByTick = ({ parameters }: EevdfState): boolean => parameters.takesTicks && !parameters.highResolution;

/** Something has come to wait on a processor: it takes it, or makes the present slice end. */
function contend(state: EevdfState, entity: EntityId, processor: ProcessorId, view: View): void {
  const queue = fairQueue(state, processor);
  if (queue.running < 0 || queue.due || preempts(state, queue, entity)) {
    view.preempt(processor);
    return;
  }
  if (queue.bounded || endsByTick(state)) return;
  queue.bounded = true;
  view.preempt(processor, endOfSlice(state, queue.running, view.now));
}

function arrive(state: EevdfState, entity: EntityId, processor: ProcessorId, view: View): void {
  view.settle(processor);
  state.weight[entity] = loadWeight(view.entity(entity).share);
  joinQueue(state, entity, processor);
  wait(state, entity);
  contend(state, entity, processor, view);
}

/** What a sleeper had too much is forgiven as far as the mean of its queue has moved on meanwhile. */
function forgive(state: EevdfState, entity: EntityId, view: View): void {
  const lag = state.lag[entity] as number;
  if (lag >= 0 || !state.parameters.delayDequeue) return;
  const processor = state.sleptOn[entity] as ProcessorId;
  view.settle(processor);
  state.lag[entity] = Math.min(0, lag + meanTime(fairQueue(state, processor)) - (state.sleptAt[entity] as number));
}

/** The processor's runner goes on to wait. */
function requeue(state: EevdfState, entity: EntityId, processor: ProcessorId, why: Ready, view: View): void {
  const queue = fairQueue(state, processor);
  queue.running = -1;
  const weight = loadWeight(view.entity(entity).share);
  if (weight !== state.weight[entity] || !view.allowed(entity, processor)) {
    detach(state, entity);
    arrive(state, entity, view.allowed(entity, processor) ? processor : place(state, entity, true, view), view);
    return;
  }
  if (why === "yielded") state.tree.deadline[entity] = (state.tree.deadline[entity] as number) + virtualSlice(state, entity);
  wait(state, entity);
  queue.kept = why === "preempted" && (state.tree.time[entity] as number) < queue.protectedUntil ? entity : -1;
}

/** Sets the alarms of a processor that has work, or cancels those of one that falls idle. */
function setTicking(state: EevdfState, processor: ProcessorId, ticking: boolean, view: View): void {
  const queue = fairQueue(state, processor);
  if (queue.ticking === ticking) return;
  queue.ticking = ticking;
  const { balanceInterval, takesTicks } = state.parameters;
  const next = queue.phase + (Math.floor((view.now - queue.phase) / state.tick) + 1) * state.tick;
  if (takesTicks) view.alarm("tick", processor, ticking ? next : NEVER, { on: processor, every: state.tick });
  if (balanceInterval >= NEVER || state.queues.length === 1) return;
  view.alarm("balance", processor, ticking ? view.now + balanceInterval : NEVER, { on: processor, every: balanceInterval });
}

/**
 * EEVDF, earliest eligible virtual deadline first: the fair scheduler of Linux since 6.6. Each entity's virtual time
 * passes at 1024 / weight of the time that it runs. One that is not ahead of the weighted mean is eligible; of the
 * eligible the one runs whose virtual deadline (virtual time plus a slice) comes first, for a slice. What an entity was
 * owed or had too much stays with it while it sleeps.
 *
 * Model notes. Rules: Documentation/scheduler/sched-eevdf.rst and kernel/sched/fair.c of Linux 6.6 to 6.15, quoted from
 * public copies. All is integer arithmetic, exact below 2^53, so the lags of a queue sum to zero exactly. A running
 * entity that is eligible is protected from wake-ups for its slice (RUN_TO_PARITY). Slices end at the first tick after
 * their deadline; an idle processor doesn't tick. Simplified: delayed
 * dequeue forgives a sleeper's debt as the mean moves on, but doesn't keep its weight in the mean meanwhile. All have
 * the same slice (no `sched_attr` request, so no PREEMPT_SHORT), no next buddy, no group hierarchy (a share is the
 * entity's own). Balancing compares sums of weights now, not averages over time; an idle processor fetches work when it
 * falls idle, or when one with waiting work picks; busy ones compare loads every 64 ms (16 times the 4 ms of a domain of
 * four processors, recalled). The load weight is the weight times that of the nice level; caps are not looked at.
 */
export const eevdfPolicy: SchedulingPolicy<EevdfParameters, EevdfState> = {
  name: "eevdf",
  // An entity is never ahead or behind by more than the longest slice (Stoica and Abdel-Wahab 1995), here seen at a tick.
  fairness: ({ baseSlice, hz }) => ({ weights: "entities", within: 2 * (baseSlice + Math.round(1e9 / hz)) }),
  start: eevdfState,
  admit(state, entity, view) {
    state.weight[entity] = loadWeight(view.entity(entity).share);
    for (const zero of [state.residue, state.lag, state.remaining, state.sleptOn, state.sleptAt]) zero[entity] = 0;
    state.fresh[entity] = true;
    state.place[entity] = -1;
  },
  enqueue(state, entity, why, view) {
    const { processor } = view.entity(entity);
    if (fairQueue(state, processor).running === entity) {
      requeue(state, entity, processor, why, view);
      return;
    }
    if (why === "woken") forgive(state, entity, view);
    arrive(state, entity, place(state, entity, why === "new", view), view);
  },
  leave(state, entity, why, view) {
    const processor = state.place[entity] as ProcessorId;
    if (processor < 0) return;
    const queue = fairQueue(state, processor);
    if (queue.running === entity) queue.running = -1;
    else {
      view.settle(processor);
      unwait(state, entity);
    }
    if (queue.kept === entity) queue.kept = -1;
    if (why === "held") detach(state, entity);
    else quitQueue(state, entity);
    state.sleptOn[entity] = processor;
    state.sleptAt[entity] = meanTime(queue);
    if (queue.count === 0) state.lag[entity] = 0;
  },
  charge: advance,
  pick(state, processor, view) {
    const queue = fairQueue(state, processor);
    if (queue.count === 0) pull(state, processor, view);
    if (queue.count === 0) {
      setTicking(state, processor, false, view);
      return undefined;
    }
    const keeps = queue.kept >= 0 && isEligible(queue, state.tree.time[queue.kept] as number);
    const entity = keeps ? queue.kept : choose(state, queue);
    unwait(state, entity);
    queue.kept = -1;
    queue.running = entity;
    queue.due = false;
    if (!keeps) queue.protectedUntil = state.tree.deadline[entity] as number;
    queue.bounded = queue.count > 1;
    if (queue.bounded) rouse(state, processor, view);
    setTicking(state, processor, true, view);
    return { entity, until: queue.bounded && !endsByTick(state) ? endOfSlice(state, entity, view.now) : NEVER };
  },
  alarm(state, name, subject, view) {
    const processor = Number(subject);
    const queue = fairQueue(state, processor);
    if (name === "tick" && queue.running >= 0) {
      view.settle(processor);
      if (queue.due && queue.count > 1) view.preempt(processor);
    } else if (name === "balance") {
      const entity = pull(state, processor, view);
      if (entity >= 0) contend(state, entity, processor, view);
    }
  },
};

/** EEVDF as in Linux 6.15 with 250 ticks a second. */
export const eevdfDefaults: EevdfParameters = {
  baseSlice: 700_000,
  hz: 250,
  takesTicks: true,
  highResolution: false,
  delayDequeue: true,
  balanceInterval: 64_000_000,
};

/** EEVDF, by default with {@link eevdfDefaults}. */
export function eevdf(parameters: Partial<EevdfParameters> = {}): ConfiguredPolicy {
  return configure(eevdfPolicy, { ...eevdfDefaults, ...parameters });
}
