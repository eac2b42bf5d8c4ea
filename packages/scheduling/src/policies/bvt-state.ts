import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId, View } from "../policy.ts";
import { type DeadlineTree, deadlineTree } from "./deadline-tree.ts";
import { loadWeight } from "./nice.ts";

/** Weight at which virtual time passes as fast as time: there an entity has the default `mcu_advance` of Xen, 10. */
export const UNIT = 256;

/** How the entities of a group may run ahead of their turn. */
export interface Warp {
  /**
   * How far ahead, in virtual time: nanoseconds of processor time at weight 256. Xen counts in `mcu_advance` for each
   * charge unit, so that one of its units is 10 us here. 0 there unless it is set (quoted).
   */
  readonly value: Nanoseconds;
  /** Longest time that a warped entity runs from one decision to the next, ns, before the warp ends; 0: any. 2 s (quoted). */
  readonly limit: Nanoseconds;
  /** Time after which a warp that its limit has ended begins again, ns; 0: never. 1 s (quoted). */
  readonly unwarp: Nanoseconds;
}

/** Parameters of BVT. */
export interface BvtParameters {
  /** Minimum charging unit, ns: usage is rounded up to it. 100 us (quoted). */
  readonly chargeUnit: Nanoseconds;
  /** Context-switch allowance, ns: what the chosen one may run beyond its turn. 5 ms (quoted), at least 10 us (quoted). */
  readonly allowance: Nanoseconds;
  /**
   * How long the chosen one runs beside the allowance: until it would be level with the second (`intended`, as in the
   * paper), or as in Xen, which adds the number of charge units until then as if it were nanoseconds: next to nothing.
   */
  readonly runTime: "as in Xen" | "intended";
  /** By group: what is warped; others are not. */
  readonly warps: Readonly<Record<GroupId, Warp>>;
}

/** State of BVT: plain JSON. Virtual times are integers: nanoseconds of processor time at weight 256. */
export interface BvtState {
  readonly parameters: BvtParameters;
  /** Those that wait, a tree for each processor: `tree.time` is the actual, `tree.deadline` the effective virtual time. */
  readonly tree: DeadlineTree;
  /** By processor: root of its tree; -1: empty. */
  readonly roots: EntityId[];
  /** By processor: what was picked last; -1: nothing. */
  readonly running: EntityId[];
  /** By processor: when that was. */
  readonly began: Nanoseconds[];
  /** By processor: system virtual time, the least actual virtual time of those that were runnable at its last decision. */
  readonly system: number[];
  /** By processor: entities that are on it, runnable or not. */
  readonly population: number[];
  /** By processor: it has picked before. */
  readonly booted: boolean[];
  /** By entity: the processor that it is on; -1: none yet. */
  readonly place: ProcessorId[];
  /** By entity: it waits in the tree. */
  readonly queued: boolean[];
  /** By entity: what it has run since it was picked, ns; rounded up as a whole. */
  readonly ran: Nanoseconds[];
  /** By entity: part of a virtual nanosecond that it has run, in units of 1 / weight. */
  readonly residue: number[];
  /** By group: its warp has run into its limit. */
  readonly unwarped: Record<GroupId, boolean>;
}

/** The state before there are entities. */
export function bvtState(parameters: BvtParameters, view: View): BvtState {
  const fill = <T>(value: T): T[] => view.processors.map(() => value);
  const perProcessor = { roots: fill(-1), running: fill(-1), began: fill(0), system: fill(0), population: fill(0) };
  const perEntity = { place: [], queued: [], ran: [], residue: [] };
  return { parameters, tree: deadlineTree(), ...perProcessor, booted: fill(false), ...perEntity, unwarped: {} };
}

const weightOf = (entity: EntityId, view: View): number => loadWeight(view.entity(entity).share);

/** What an entity's actual virtual time is now if its processor is settled: usage so far counts rounded up. */
export function virtualTime(state: BvtState, entity: EntityId, view: View): number {
  return (state.tree.time[entity] as number) + Math.floor(usage(state, entity) / weightOf(entity, view));
}

/** Weighted usage since it was picked: charge units, in nanoseconds, times the unit of weight. */
function usage(state: BvtState, entity: EntityId): number {
  const { chargeUnit } = state.parameters;
  const units = Math.ceil((state.ran[entity] as number) / chargeUnit);
  return (state.residue[entity] as number) + units * chargeUnit * UNIT;
}

/** Books what an entity has run since it was picked, rounded up. It is in no tree. */
export function book(state: BvtState, entity: EntityId, view: View): void {
  const weight = weightOf(entity, view);
  const total = usage(state, entity);
  const step = Math.floor(total / weight);
  state.tree.time[entity] = (state.tree.time[entity] as number) + step;
  state.residue[entity] = total - step * weight;
  state.ran[entity] = 0;
}

/** The warp of a group, if it has one that is on. */
export function warpOf(state: BvtState, group: GroupId): Warp | undefined {
  return state.unwarped[group] === true ? undefined : state.parameters.warps[group];
}

/** The effective virtual time of an entity whose actual one is known. */
export function effective(state: BvtState, entity: EntityId, actual: number, view: View): number {
  return actual - (warpOf(state, view.entity(entity).group)?.value ?? 0);
}

/** How long an entity with a lead over the second may run: see {@link BvtParameters.runTime}. */
export function runTime(state: BvtState, entity: EntityId, lead: number, view: View): Nanoseconds {
  const { allowance, chargeUnit, runTime: rule } = state.parameters;
  const until = Math.floor((lead * weightOf(entity, view)) / UNIT);
  return allowance + (rule === "intended" ? until : Math.floor(until / chargeUnit));
}
