import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, ProcessorId, View } from "../policy.ts";
import { insert, levels, type PriorityArray, priorityArray, remove } from "./priority-array.ts";

/** Parameters of the O(1) scheduler. */
export interface O1Parameters {
  /** Timer interrupts a second on each processor: 1000 on i386 in 2.6.0 to 2.6.12, then 250 by default (100 possible). */
  readonly hz: number;
  /** How often a busy processor looks for work on others, ns. */
  readonly balanceInterval: Nanoseconds;
  /** A task that ran this recently is not moved from its cache by a busy processor, ns. */
  readonly cacheHot: Nanoseconds;
}

/** The run queue of one processor. */
export interface O1Queue {
  readonly arrays: readonly [PriorityArray, PriorityArray];
  /** Which of the two arrays is the active one: 0 or 1. They change places by changing this. */
  active: number;
  /** When the first task expired since the arrays were last switched; `NEVER`: none did. */
  expiredSince: Nanoseconds;
  /** Best static level in the expired array; 40: none. */
  bestExpired: number;
  /** The task that has the processor; -1: none. */
  running: EntityId;
  /** Children that it has made since it was picked, and that are queued right before its own place. */
  children: number;
  /** First instant of its ticks. */
  readonly phase: Nanoseconds;
  ticking: boolean;
  /** Ticks until it looks for work on others. */
  untilBalance: number;
}

/** What becomes of a running task when its processor next reschedules: it keeps its turn, or goes to the back of an array. */
export type O1Fate = "keep" | "active" | "expired";

/** State of the O(1) scheduler: plain JSON. The arrays from `slice` on are by entity. */
export interface O1State {
  readonly parameters: O1Parameters;
  readonly tick: Nanoseconds;
  readonly queues: O1Queue[];
  /** Ticks left of the slice. */
  readonly slice: number[];
  /** It is in its first slice, which it has from its parent. */
  readonly fresh: boolean[];
  /** Sleep average, 0 to 1 s. */
  readonly sleep: Nanoseconds[];
  /** Level by nice, and level with the bonus. */
  readonly fixed: number[];
  readonly level: number[];
  /** Levels by which it has been made worse from above the policy. */
  readonly worse: number[];
  /** When it blocked, or since when it waits after waking. */
  readonly since: Nanoseconds[];
  /** It woke and hasn't run since, so its wait counts as sleep. */
  readonly waking: boolean[];
  readonly fate: O1Fate[];
  /** Where it is queued: processor (-1: nowhere) and array. */
  readonly place: ProcessorId[];
  readonly array: number[];
}

/** The state before there are tasks. Ticks of each processor start at a phase of their own. */
export function o1State(parameters: O1Parameters, view: View): O1State {
  const tick = Math.round(1e9 / parameters.hz);
  const ticks = Math.max(1, Math.round(parameters.balanceInterval / tick));
  const count = view.processors.length;
  const queues = view.processors.map(({ id }): O1Queue => {
    const phase = view.now + Math.floor(view.random(`phase of the tick of processor ${id}`) * tick);
    const untilBalance = 1 + Math.floor((ticks * id) / count);
    return {
      arrays: [priorityArray(), priorityArray()],
      active: 0,
      expiredSince: NEVER,
      bestExpired: levels,
      running: -1,
      children: 0,
      phase,
      ticking: false,
      untilBalance,
    };
  });
  return {
    parameters,
    tick,
    queues,
    slice: [],
    fresh: [],
    sleep: [],
    fixed: [],
    level: [],
    worse: [],
    since: [],
    waking: [],
    fate: [],
    place: [],
    array: [],
  };
}

/** The run queue of a processor. */
export const queueOf = (state: O1State, processor: ProcessorId): O1Queue => state.queues[processor] as O1Queue;

/** The array that tasks are picked from. */
export const activeOf = (queue: O1Queue): PriorityArray => queue.arrays[queue.active] as PriorityArray;

/** The array of the tasks whose slice is used up. */
export const expiredOf = (queue: O1Queue): PriorityArray => queue.arrays[1 - queue.active] as PriorityArray;

/** Tasks that wait on a processor. */
export const waitingOn = (queue: O1Queue): number => queue.arrays[0].length + queue.arrays[1].length;

/** Runnable tasks of a processor: its load. */
export const loadOf = (queue: O1Queue): number => waitingOn(queue) + (queue.running >= 0 ? 1 : 0);

/** Queues a task on a processor, in the active array or the expired one, last of its level or behind the first `behind`. */
export function enqueueTask(
  state: O1State,
  entity: EntityId,
  processor: ProcessorId,
  into: "active" | "expired",
  behind?: number,
): void {
  const queue = queueOf(state, processor);
  const array = into === "active" ? queue.active : 1 - queue.active;
  insert(queue.arrays[array] as PriorityArray, state.level[entity] as number, entity, behind);
  state.place[entity] = processor;
  state.array[entity] = array;
}

/** Takes a task from the queue that it is in. */
export function dequeueTask(state: O1State, entity: EntityId): void {
  const { arrays } = queueOf(state, state.place[entity] as ProcessorId);
  remove(arrays[state.array[entity] as number] as PriorityArray, state.level[entity] as number, entity);
  state.place[entity] = -1;
}
