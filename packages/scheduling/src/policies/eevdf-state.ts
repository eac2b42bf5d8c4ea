import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, ProcessorId, View } from "../policy.ts";
import { type DeadlineTree, deadlineTree } from "./deadline-tree.ts";

/** Parameters of EEVDF. */
export interface EevdfParameters {
  /** Slice on one processor, ns: 0.70 ms since Linux 6.15, 0.75 ms before (quoted). Grows with the number of processors. */
  readonly baseSlice: Nanoseconds;
  /** Timer interrupts a second: 100, 250 (the usual default until 6.13, recalled) or 1000. */
  readonly hz: number;
  /**
   * Whether busy processors take their ticks, each of which costs what the system below makes of it, or whether it is
   * only reckoned when a tick would end a slice, which is faster to simulate and schedules alike.
   */
  readonly takesTicks: boolean;
  /** Whether a slice ends at its very end (feature HRTICK, off by default) or at the first tick after it. */
  readonly highResolution: boolean;
  /** Whether a sleeper that has had too much works its debt off while it sleeps (delayed dequeue, since 6.12). */
  readonly delayDequeue: boolean;
  /** How often a busy processor looks for work on others, ns; `NEVER`: not at all. */
  readonly balanceInterval: Nanoseconds;
}

/** The fair queue of one processor. Virtual times are integers: nanoseconds of processor time at weight 1024. */
export interface FairQueue {
  /** Close to the mean virtual time; what `sum` is measured from. */
  base: number;
  /** Sum of weight times (virtual time - base) over all runnable entities, the running one too. */
  sum: number;
  /** Sum of their weights. */
  load: number;
  /** Their number. */
  count: number;
  /** Tree of those that wait; -1: empty. */
  root: EntityId;
  /** The entity that has the processor; -1: none. */
  running: EntityId;
  /** Virtual time up to which the running one is not preempted while it is eligible. */
  protectedUntil: number;
  /** The running one has used up its slice while others waited. */
  due: boolean;
  /** Whether the running one was given an end of its slice. Alone on a processor it needs none. */
  bounded: boolean;
  /** It was preempted, but within its protected slice; -1: nobody. */
  kept: EntityId;
  /** First instant of the processor's ticks. */
  readonly phase: Nanoseconds;
  /** Whether its alarms, ticks and balancing, are set: only while it is busy. */
  ticking: boolean;
}

/** State of EEVDF: plain JSON. The arrays are by entity, and so are `tree.time` and `tree.deadline`. */
export interface EevdfState {
  readonly parameters: EevdfParameters;
  readonly slice: Nanoseconds;
  readonly tick: Nanoseconds;
  readonly queues: FairQueue[];
  readonly tree: DeadlineTree;
  readonly weight: number[];
  /** Part of a virtual nanosecond that has been run, in units of 1 / weight: nothing is lost in rounding. */
  readonly residue: number[];
  /** Processor where it is runnable; -1: nowhere. */
  readonly place: ProcessorId[];
  /** Virtual time that it was owed (positive) or had too much (negative) when it left its queue. */
  readonly lag: number[];
  /** Virtual time that was left until its deadline when it was moved; 0: it gets a new slice. */
  readonly remaining: number[];
  /** It has not been queued yet. */
  readonly fresh: boolean[];
  /** Where and at which mean virtual time it went to sleep. */
  readonly sleptOn: ProcessorId[];
  readonly sleptAt: number[];
}

/** Processors with which slices grow, at most. */
export const eevdfScaledProcessors = 8;

/** The state before there are entities. Slices scale with 1 + log2 of the number of processors, at most 8 of them. */
export function eevdfState(parameters: EevdfParameters, view: View): EevdfState {
  const tick = Math.round(1e9 / parameters.hz);
  const factor = 32 - Math.clz32(Math.min(eevdfScaledProcessors, view.processors.length));
  const queues = view.processors.map(({ id }): FairQueue => {
    const phase = view.now + Math.floor(view.random(`phase of the tick of processor ${id}`) * tick);
    const numbers = { base: 0, sum: 0, load: 0, count: 0, root: -1, running: -1, protectedUntil: 0, kept: -1 };
    return { ...numbers, due: false, bounded: false, phase, ticking: false };
  });
  const slice = parameters.baseSlice * factor;
  const byEntity = { weight: [], residue: [], place: [], lag: [], remaining: [], fresh: [], sleptOn: [], sleptAt: [] };
  return { parameters, slice, tick, queues, tree: deadlineTree(), ...byEntity };
}

/** The queue of a processor. */
export const fairQueue = (state: EevdfState, processor: ProcessorId): FairQueue => state.queues[processor] as FairQueue;

/** Entities that wait on a processor. */
export const waitingOn = (queue: FairQueue): number => queue.count - (queue.running >= 0 ? 1 : 0);
