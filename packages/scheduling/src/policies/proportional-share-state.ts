import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId, View } from "../policy.ts";
import { type DeadlineTree, deadlineTree, insertNode, removeNode } from "./deadline-tree.ts";
import { divide } from "./entitlement.ts";
import { loadWeight } from "./nice.ts";

/** Parameters of the proportional-share scheduler. */
export interface ProportionalShareParameters {
  /** Longest time from one decision to the next, ns. 50 ms for ESX up to 4 (recalled); later 10 to 50 ms are quoted. */
  readonly quantum: Nanoseconds;
  /** Time after which demand is measured and entitlements are computed anew, ns. 100 ms; no source. */
  readonly period: Nanoseconds;
  /** Least time that a VM with a limit is let run; until it has so much, it is held. 10 ms; no source. At most a quantum. */
  readonly leastGrant: Nanoseconds;
}

/** What a group with a limit may still run: a bucket that fills at the rate of the limit. */
export interface LimitBucket {
  /** Time that it may run, ns; below 0 if it has run longer than it was granted. */
  left: number;
  /** Time granted to those of its entities that run, not used yet, ns. */
  granted: Nanoseconds;
  /** When it was last filled. */
  at: Nanoseconds;
  /** Entities that are held until there is enough. */
  readonly held: EntityId[];
}

/** State of the proportional-share scheduler: plain JSON. Arrays are by entity where nothing else is said. */
export interface ProportionalShareState {
  readonly parameters: ProportionalShareParameters;
  /** Those that wait, by `deadline`, which is their consumption over entitlement; `time` is the same. */
  readonly tree: DeadlineTree;
  /** Root of the tree, one for all processors; -1: empty. */
  root: EntityId;
  readonly queued: boolean[];
  /** By processor: what it was last given; -1: nothing. */
  readonly running: EntityId[];
  /** By processor: the ratio of what it was last given, when it was given that; never goes back. */
  readonly reached: number[];
  /** Fraction of one processor that it is entitled to now. */
  readonly entitlement: number[];
  /** Fraction of the last period in which it wanted to run: 0 is idle; 1 for one that has come since. */
  readonly demand: number[];
  /** It wants to run: waits, runs, or is held by its limit. */
  readonly wants: boolean[];
  /** When it began to, or when the period began. */
  readonly since: Nanoseconds[];
  /** How long it wanted to run in this period, up to then, ns. */
  readonly wanted: Nanoseconds[];
  /** When the period began. */
  measured: Nanoseconds;
  /** Time granted out of a limit and not used yet, ns. */
  readonly grant: Nanoseconds[];
  /** By group with a limit. */
  readonly buckets: Record<GroupId, LimitBucket>;
}

/** Entitlement of one that gets nothing by the division, for all is reserved: it must not wait for ever. A bound of ours, of no meaning outside. */
const TINY = 0.0001;

/** The state before there are entities. */
export function proportionalShareState(parameters: ProportionalShareParameters, view: View): ProportionalShareState {
  if (!(parameters.leastGrant > 0 && parameters.leastGrant <= parameters.quantum))
    throw new RangeError(
      `leastGrant is ${parameters.leastGrant}; allowed is above 0, up to the quantum of ${parameters.quantum}`,
    );
  const perProcessor = { running: view.processors.map(() => -1), reached: view.processors.map(() => 0) };
  const perEntity = { queued: [], entitlement: [], demand: [], wants: [], since: [], wanted: [], grant: [] };
  return { parameters, tree: deadlineTree(), root: -1, ...perProcessor, ...perEntity, measured: view.now, buckets: {} };
}

/** Consumption over entitlement of an entity, in nanoseconds of one processor. */
export const ratioOf = (state: ProportionalShareState, entity: EntityId): number => state.tree.time[entity] as number;

/** Sets it, for an entity that doesn't wait. */
export function setRatio(state: ProportionalShareState, entity: EntityId, ratio: number): void {
  state.tree.time[entity] = ratio;
  state.tree.deadline[entity] = ratio;
}

/** Lets an entity wait. */
export function addWaiting(state: ProportionalShareState, entity: EntityId): void {
  state.queued[entity] = true;
  state.root = insertNode(state.tree, state.root, entity);
}

/** Takes an entity from those that wait. */
export function removeWaiting(state: ProportionalShareState, entity: EntityId): void {
  state.queued[entity] = false;
  state.root = removeNode(state.tree, state.root, entity);
}

/** The ratio from which an entity counts that has not wanted to run: as far as any processor has got that it may use. */
export function reachedBy(state: ProportionalShareState, entity: EntityId, view: View): number {
  const far = (id: ProcessorId): number => (view.allowed(entity, id) ? (state.reached[id] as number) : 0);
  return state.reached.reduce((most, _, id) => Math.max(most, far(id)), 0);
}

/** An entity wants to run now. One that was idle has full demand until that is measured, and all are entitled anew. */
export function beginWanting(state: ProportionalShareState, entity: EntityId, view: View): void {
  if (state.wants[entity] === true) return;
  state.wants[entity] = true;
  state.since[entity] = view.now;
  if ((state.demand[entity] as number) > 0) return;
  state.demand[entity] = 1;
  entitle(state, view);
}

/** An entity wants to run no more. */
export function endWanting(state: ProportionalShareState, entity: EntityId, view: View): void {
  if (state.wants[entity] !== true) return;
  state.wants[entity] = false;
  state.wanted[entity] = (state.wanted[entity] as number) + view.now - (state.since[entity] as number);
}

/** At the end of a period, measures what each entity has wanted, and computes entitlements. Linear in all entities. */
export function measure(state: ProportionalShareState, view: View): void {
  const { now } = view;
  const length = now - state.measured;
  if (length < state.parameters.period) return;
  state.measured = now;
  for (const group of view.groups()) {
    for (const entity of view.group(group).members) {
      const current = state.wants[entity] === true ? now - (state.since[entity] as number) : 0;
      state.demand[entity] = ((state.wanted[entity] as number) + current) / length;
      if (state.wants[entity] === true && state.demand[entity] === 0) state.demand[entity] = 1;
      state.since[entity] = now;
      state.wanted[entity] = 0;
    }
  }
  entitle(state, view);
}

/** Divides the processors among the groups that aren't idle, and what a group gets among its entities that aren't. */
function entitle(state: ProportionalShareState, view: View): void {
  const demandOf = (entity: EntityId): number => state.demand[entity] as number;
  const parties = view.groups().flatMap((group) => {
    const { share, members } = view.group(group);
    const active = members.filter((entity) => demandOf(entity) > 0);
    if (active.length === 0) return [];
    const most = Math.min(share.cap ?? active.length, active.length);
    const wanted = active.reduce((total, entity) => total + demandOf(entity), 0);
    const least = Math.min(share.reservation ?? 0, wanted, most);
    return [{ active, claim: { weight: share.weight * active.length, least, most } }];
  });
  const parts = divide(
    view.processors.length,
    parties.map(({ claim }) => claim),
  );
  for (const [index, { active }] of parties.entries()) {
    const claims = active.map((entity) => ({ weight: loadWeight(view.entity(entity).share), least: 0, most: 1 }));
    for (const [place, part] of divide(parts[index] as number, claims).entries())
      state.entitlement[active[place] as EntityId] = Math.max(TINY, part);
  }
}
