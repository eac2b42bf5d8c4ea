import {
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type ProcessorId,
  type SchedulingPolicy,
  type View,
} from "../policy.ts";
import { firstNode } from "./deadline-tree.ts";
import { chargeLimit, forgetHeld, grantTo, heldByLimit, isLimited, releaseHeld, returnGrant } from "./limit.ts";
import { idleProcessor } from "./placement.ts";
import {
  addWaiting,
  beginWanting,
  endWanting,
  measure,
  type ProportionalShareParameters,
  type ProportionalShareState,
  proportionalShareState,
  ratioOf,
  reachedBy,
  removeWaiting,
  setRatio,
} from "./proportional-share-state.ts";

/** Makes an idle processor pick that may run an entity; false if there is none. */
function kick(state: ProportionalShareState, entity: EntityId, from: ProcessorId, view: View): boolean {
  const idle = idleProcessor(entity, from, (id) => (state.running[id] === -1 ? 0 : 1), view);
  if (idle !== undefined) view.preempt(idle);
  return idle !== undefined;
}

/** An entity has become runnable: it goes to an idle processor, or takes that of the highest ratio above its own. */
function contend(state: ProportionalShareState, entity: EntityId, view: View): void {
  if (kick(state, entity, view.entity(entity).processor, view)) return;
  let highest = ratioOf(state, entity);
  let victim: ProcessorId = -1;
  for (const { id, asked } of view.processors) {
    const runner = state.running[id] as EntityId;
    if (asked || runner < 0 || !view.allowed(entity, id)) continue;
    view.settle(id);
    if (ratioOf(state, runner) <= highest) continue;
    highest = ratioOf(state, runner);
    victim = id;
  }
  if (victim >= 0) view.preempt(victim);
}

/** The runner of a processor goes on to wait. Its processor picks next, so another may be idle that only it may use. */
function requeue(state: ProportionalShareState, entity: EntityId, processor: ProcessorId, view: View): void {
  returnGrant(state, entity, view);
  if (!heldByLimit(state, entity, view)) {
    if (state.root >= 0) kick(state, entity, processor, view);
    addWaiting(state, entity);
  }
  state.running[processor] = -1;
}

/**
 * Proportional share with reservations and limits, as in VMware ESX 2 to 4. A VM (a group here) is entitled to a part of
 * the processors by its shares, at least its reservation and at most its limit, divided among its vCPUs that aren't
 * idle. The runnable vCPU runs whose ratio of consumed time to entitlement is lowest; it keeps the processor for a
 * quantum, or until a vCPU of a lower ratio becomes runnable. Who has been idle starts from where the others are, so
 * idling earns nothing. A limit holds even if processors are idle; shares and reservations only matter where there is
 * contention, and what somebody doesn't use goes to the others in proportion to what they are entitled to.
 *
 * Model notes. The rule of the lowest ratio, entitlement by shares, reservation and limit, and the quantum of 50 ms are
 * recalled (white paper on the CPU scheduler of ESX 4, of which only the abstract was reachable); that shares count for
 * each vCPU (500, 1000 or 2000; here any weight), and that a reservation that isn't used is redistributed, is quoted
 * (administration manual of ESX 2). How the original does it isn't published, so the following is this model's own. The
 * ratio is a sum of time run over entitlement at that time. Entitlements come from dividing all processors in proportion
 * to weights within the bounds; anew every period, or when an idle vCPU wakes. A reservation counts as far as its VM
 * wanted to run in the last period. A limit is a bucket that holds a quantum (times the limit, if that is above one
 * processor), so a VM never gets more than that above its limit in any time. Within a VM, vCPUs share by their own
 * weights. Reservations that are more than the machine are scaled down: to refuse them is up to who makes VMs.
 *
 * Simplified: one queue for all processors (a scheduler cell, of up to 4 or 8 processors in ESX 3.5 and earlier,
 * recalled), so there is no load balancing, no cost of migration in decisions, no topology. There is no co-scheduling,
 * strict or relaxed: vCPUs of a VM are scheduled each by itself. That is as with one vCPU for each VM; with more, waiting
 * for preempted siblings shows as spinning instead of co-stop. Yielding only lets the others in that have a lower ratio.
 * A decision is logarithmic in the number of runnable entities, if affinity keeps none of them back; a wake-up looks at
 * all processors; computing entitlements, at all entities.
 */
export const proportionalSharePolicy: SchedulingPolicy<ProportionalShareParameters, ProportionalShareState> = {
  name: "proportional-share",
  enforces: ["cap", "reservation"],
  // From a quantum ahead to a quantum behind; a cap's bucket holds a quantum.
  fairness: ({ quantum }) => ({ weights: "entities", within: 2 * quantum }),
  start: proportionalShareState,
  admit(state, entity, view) {
    setRatio(state, entity, 0);
    for (const zero of [state.demand, state.wanted, state.grant]) zero[entity] = 0;
    state.since[entity] = view.now;
    state.entitlement[entity] = 1;
    state.wants[entity] = false;
    state.queued[entity] = false;
  },
  enqueue(state, entity, _why, view) {
    measure(state, view);
    const { processor } = view.entity(entity);
    if (state.running[processor] === entity) {
      requeue(state, entity, processor, view);
      return;
    }
    // One that its limit has held has wanted to run all the while: it keeps what it is behind.
    if (state.wants[entity] !== true) setRatio(state, entity, Math.max(ratioOf(state, entity), reachedBy(state, entity, view)));
    beginWanting(state, entity, view);
    if (heldByLimit(state, entity, view)) return;
    addWaiting(state, entity);
    contend(state, entity, view);
  },
  leave(state, entity, why, view) {
    const { processor } = view.entity(entity);
    if (state.running[processor] === entity) {
      returnGrant(state, entity, view);
      state.running[processor] = -1;
    } else if (state.queued[entity] === true) removeWaiting(state, entity);
    if (why === "exited") forgetHeld(state, entity, view);
    if (why !== "held" || !isLimited(state, entity, view)) endWanting(state, entity, view);
  },
  charge(state, entity, ran, view) {
    setRatio(state, entity, ratioOf(state, entity) + ran / (state.entitlement[entity] as number));
    chargeLimit(state, entity, ran, view);
  },
  pick(state, processor, view) {
    measure(state, view);
    state.running[processor] = -1;
    for (;;) {
      const entity = firstNode(state.tree, state.root, (each) => view.allowed(each, processor));
      if (entity < 0) return undefined;
      removeWaiting(state, entity);
      if (heldByLimit(state, entity, view)) continue;
      state.running[processor] = entity;
      state.reached[processor] = Math.max(state.reached[processor] as number, ratioOf(state, entity));
      return { entity, until: view.now + grantTo(state, entity, view) };
    }
  },
  alarm(state, _name, subject, view) {
    releaseHeld(state, Number(subject), view);
  },
};

/** A quantum of 50 ms. */
export const proportionalShareDefaults: ProportionalShareParameters = {
  quantum: 50_000_000,
  period: 100_000_000,
  leastGrant: 10_000_000,
};

/** Proportional share with reservations and limits, by default with {@link proportionalShareDefaults}. */
export function proportionalShare(parameters: Partial<ProportionalShareParameters> = {}): ConfiguredPolicy {
  return configure(proportionalSharePolicy, { ...proportionalShareDefaults, ...parameters });
}
