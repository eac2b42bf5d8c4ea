import { NEVER } from "@crosstalk/engine";
import {
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type GroupId,
  type ProcessorId,
  type SchedulingPolicy,
  type View,
} from "../policy.ts";
import { type BvtParameters, type BvtState, book, bvtState, effective, runTime, virtualTime, warpOf } from "./bvt-state.ts";
import { firstNode, insertNode, removeNode } from "./deadline-tree.ts";
import { leastLoaded } from "./placement.ts";

/** A processor without competition for its runner decides again after this many allowances. */
export const ALONE = 10;

const rootOf = (state: BvtState, processor: ProcessorId): EntityId => state.roots[processor] as EntityId;

function queue(state: BvtState, entity: EntityId, view: View): void {
  const processor = state.place[entity] as ProcessorId;
  state.tree.deadline[entity] = effective(state, entity, state.tree.time[entity] as number, view);
  state.roots[processor] = insertNode(state.tree, rootOf(state, processor), entity);
  state.queued[entity] = true;
}

function unqueue(state: BvtState, entity: EntityId): void {
  const processor = state.place[entity] as ProcessorId;
  state.roots[processor] = removeNode(state.tree, rootOf(state, processor), entity);
  state.queued[entity] = false;
}

/** Puts an entity, which is in no tree, on a processor, at that one's system virtual time; -1: takes it off. */
function settleOn(state: BvtState, entity: EntityId, processor: ProcessorId): void {
  const before = state.place[entity] as ProcessorId;
  if (before >= 0) state.population[before] = (state.population[before] as number) - 1;
  state.place[entity] = processor;
  if (processor < 0) return;
  state.population[processor] = (state.population[processor] as number) + 1;
  state.tree.time[entity] = state.system[processor] as number;
  state.residue[entity] = 0;
}

/** An entity has become runnable: its processor decides anew at once, or when the runner's allowance is over. */
function contend(state: BvtState, entity: EntityId, view: View): void {
  const processor = state.place[entity] as ProcessorId;
  const runner = state.running[processor] as EntityId;
  if (runner < 0) {
    view.preempt(processor);
    return;
  }
  view.settle(processor);
  const lead = (state.tree.deadline[entity] as number) - effective(state, runner, virtualTime(state, runner, view), view);
  const from = state.parameters.runTime === "intended" ? view.now : (state.began[processor] as number);
  const at = lead <= 0 ? view.now : from + runTime(state, runner, lead, view);
  if (at <= view.now) view.preempt(processor);
  else view.preempt(processor, at);
}

/** The runner of a processor stops: what it has run is booked. */
function stop(state: BvtState, entity: EntityId, view: View): void {
  state.running[state.place[entity] as ProcessorId] = -1;
  book(state, entity, view);
  const warp = state.parameters.warps[view.entity(entity).group];
  if (warp !== undefined && warp.limit > 0) view.alarm("warp limit", entity, NEVER);
}

/**
 * A processor has come up: takes over what waits or sleeps on more populated ones, as if it had been there from the
 * start. All processors of Xen are up before the first domain is made; those of a guest come one after another.
 */
function boot(state: BvtState, processor: ProcessorId, view: View): void {
  state.booted[processor] = true;
  for (const [entity, from] of state.place.entries()) {
    if (typeof from !== "number" || from < 0 || state.running[from] === entity || !view.allowed(entity, processor)) continue;
    if ((state.population[from] as number) < (state.population[processor] as number) + 2) continue;
    const waits = state.queued[entity] === true;
    if (waits) unqueue(state, entity);
    settleOn(state, entity, processor);
    if (waits) queue(state, entity, view);
  }
}

/** The warp of a group ends at its limit, and may begin again. */
function unwarp(state: BvtState, entity: EntityId, view: View): void {
  const { group } = view.entity(entity);
  const warp = warpOf(state, group);
  if (warp === undefined) return;
  state.unwarped[group] = true;
  if (warp.unwarp > 0) view.alarm("unwarp", group, view.now + warp.unwarp);
  else view.preempt(state.place[entity] as ProcessorId);
}

/** The warp of a group begins again; it counts for each entity from its next decision on. */
function rewarp(state: BvtState, group: GroupId, view: View): void {
  state.unwarped[group] = false;
  const first = view.group(group).members[0];
  if (first !== undefined && (state.place[first] ?? -1) >= 0) view.preempt(state.place[first] as ProcessorId);
}

/**
 * Borrowed virtual time, the default scheduler of Xen 1.x and 2.0 (2003 to 2005). Each entity's actual virtual time
 * advances by what it runs, in inverse proportion to its weight; the effective one is that, less a warp if it may run
 * ahead. The one with the least effective time runs, beyond its turn by a context-switch allowance. Who wakes up is put
 * forward to the system virtual time, the least actual one of the runnable, so that sleeping earns nothing.
 *
 * Two entities that have been runnable on a processor since they were level, without warps, never differ in actual
 * virtual time by more than (allowance + charge unit) * 256 / weight, of the lighter one.
 *
 * Model notes. Rules and constants: `xen/common/sched_bvt.c` of Xen 3.0, quoted; the algorithm is by Duda and Cheriton,
 * SOSP 1999. A weight w stands for an `mcu_advance` of 2560 / w: 10, the default there, at 256, the default here; there
 * it is a whole number, here any ratio is exact. The share is the entity's own, scaled by its nice level, if any. Caps
 * can't be enforced. As there, each processor has its own queue and nothing is balanced once the processors are up: an
 * entity stays where it was put when it was new, on the least populated processor that it may use (sleepers count), so
 * the policy is work-conserving on each processor only. Usage is rounded up for each turn on a processor, which moves
 * shares by up to a charge unit in an allowance (2 %). A warp's limit is counted from one decision to the next, hence
 * limits above the allowance seldom bite. As there, a warp is its group's, and its beginning or end moves those that wait
 * only once they have run or slept.
 *
 * Deviations: queues are search trees, so a decision is logarithmic in the number of runnable entities, where the
 * original scans a list; of equals the lowest-numbered goes first (there, who woke last). Idle processors set no timer
 * (there, one of an allowance, which finds nothing). Virtual times don't wrap around, and a warp beyond zero is negative.
 */
export const bvtPolicy: SchedulingPolicy<BvtParameters, BvtState> = {
  name: "bvt",
  // Who is chosen runs the allowance and a charging unit beyond its turn; warps may be abused, so nothing is promised of them.
  fairness: ({ allowance, chargeUnit, warps }) => ({
    weights: "entities",
    within: Object.keys(warps).length > 0 ? NEVER : 2 * (allowance + chargeUnit),
  }),
  start: bvtState,
  admit(state, entity) {
    for (const zero of [state.ran, state.residue, state.tree.time]) zero[entity] = 0;
    state.place[entity] = -1;
    state.queued[entity] = false;
  },
  enqueue(state, entity, _why, view) {
    const before = state.place[entity] as ProcessorId;
    const stays = before >= 0 && view.allowed(entity, before);
    const wasRunning = before >= 0 && state.running[before] === entity;
    if (wasRunning) stop(state, entity, view);
    const populationOf = (id: ProcessorId): number => state.population[id] as number;
    if (!stays) settleOn(state, entity, leastLoaded(entity, populationOf, view));
    const processor = state.place[entity] as ProcessorId;
    state.tree.time[entity] = Math.max(state.tree.time[entity] as number, state.system[processor] as number);
    queue(state, entity, view);
    if (!wasRunning || !stays) contend(state, entity, view);
  },
  leave(state, entity, why, view) {
    const processor = state.place[entity] as ProcessorId;
    if (processor < 0) return;
    if (state.running[processor] === entity) stop(state, entity, view);
    else if (state.queued[entity] === true) unqueue(state, entity);
    if (why === "exited") settleOn(state, entity, -1);
  },
  charge(state, entity, ran) {
    state.ran[entity] = (state.ran[entity] as number) + ran;
  },
  pick(state, processor, view) {
    if (state.booted[processor] !== true) boot(state, processor, view);
    const root = rootOf(state, processor);
    if (root < 0) return undefined;
    state.system[processor] = state.tree.smallest[root] as number;
    const entity = firstNode(state.tree, root, () => true);
    unqueue(state, entity);
    state.running[processor] = entity;
    state.began[processor] = view.now;
    const warp = warpOf(state, view.entity(entity).group);
    if (warp !== undefined && warp.limit > 0) view.alarm("warp limit", entity, view.now + warp.limit, { on: processor });
    const second = firstNode(state.tree, rootOf(state, processor), () => true);
    if (second < 0) return { entity, until: view.now + ALONE * state.parameters.allowance };
    const lead = (state.tree.deadline[second] as number) - (state.tree.deadline[entity] as number);
    return { entity, until: view.now + runTime(state, entity, lead, view) };
  },
  alarm(state, name, subject, view) {
    if (name === "warp limit") unwarp(state, Number(subject), view);
    else if (name === "unwarp") rewarp(state, Number(subject), view);
  },
};

/** BVT as in Xen 2.0, without warps. */
export const bvtDefaults: BvtParameters = { chargeUnit: 100_000, allowance: 5_000_000, runTime: "as in Xen", warps: {} };

/** Borrowed virtual time, by default with {@link bvtDefaults}. */
export function bvt(parameters: Partial<BvtParameters> = {}): ConfiguredPolicy {
  return configure(bvtPolicy, { ...bvtDefaults, ...parameters });
}
