import type { Nanoseconds } from "./time.ts";

/** Handle of a scheduled item, by which the list that gave it can cancel it. */
export interface EventHandle {
  /** Whether the item is still to come: neither taken nor cancelled. */
  readonly pending: boolean;
}

/** Where an item stands in the total order: earliest time first, then lowest priority number, then tie, then insertion. */
export interface EventOrder {
  readonly time: Nanoseconds;
  /** Lower goes first among items of one instant; 0 by default. */
  readonly priority: number;
  /** Permutes items of one instant and priority when a run permutes ties; 0 otherwise. */
  readonly tie: number;
}

/** An item with its place in the order; its own handle. */
export interface ScheduledItem<Item> extends EventOrder, EventHandle {
  readonly item: Item;
}

/**
 * The pending events of a simulation, in the total order (time, priority, tie, insertion). Implementations differ in
 * speed only: a heap serves few pending events best, a ladder queue many. Items must not be undefined.
 */
export interface EventList<Item> {
  /** How many items are pending, cancelled ones not counted. */
  readonly size: number;
  /** Adds an item after all that are equal to it in order. */
  push(time: Nanoseconds, priority: number, tie: number, item: Item): EventHandle;
  /** Removes an item, in constant time (amortized); false if it was not pending any more. */
  cancel(handle: EventHandle): boolean;
  /** The instant of the first item, or undefined if there is none. */
  nextTime(): Nanoseconds | undefined;
  /** Removes the first item and returns it. */
  pop(): ScheduledItem<Item> | undefined;
  /** All pending items in order: pushing them into an empty list one after another gives an equal list. */
  entries(): ScheduledItem<Item>[];
}
