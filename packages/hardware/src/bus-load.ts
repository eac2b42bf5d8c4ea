import { type ModelEvent, type Nanoseconds, NEVER } from "@crosstalk/engine";
import { bandwidthOf } from "./caches/bandwidth.ts";
import type { CacheGeometry } from "./caches/geometry.ts";
import { type Execution, hasFootprint, timeToNext, timeToStop } from "./execution.ts";
import { type GivenBurst, segmentAt } from "./given-burst.ts";
import type { Pricing } from "./operations.ts";
import { cachesFor, type ProcessorContext } from "./processor-state.ts";

/** Bytes in a nanosecond that the segment being executed, or one further on in the burst, moves to and from memory. */
export function loadOf({ execution }: ProcessorContext, price: Pricing, geometry: CacheGeometry, further = 0): number {
  const segment = execution === null ? undefined : segmentAt(execution.given, Math.max(0, execution.left - further));
  return segment === undefined ? 0 : bandwidthOf(segment, price(segment.parts).total, geometry);
}

/** Whether the memory bus may have to be told of a burst. */
export function concernsBus({ memoryBus }: ProcessorContext, given: GivenBurst | undefined): boolean {
  return memoryBus !== undefined && given !== undefined && hasFootprint(given);
}

/** Time until the burst stops, from when it was last brought up to date. */
export function stopAfter(context: ProcessorContext, price: Pricing, geometry: CacheGeometry | undefined): Nanoseconds {
  const execution = context.execution as Execution;
  const timer = context.timer === NEVER ? NEVER : Math.max(0, context.timer - execution.since);
  const interrupt = context.pending.length > 0 ? 0 : timer;
  return timeToStop(execution, price, interrupt, cachesFor(context, geometry, execution.given));
}

/**
 * Time until the next segment begins, if it or one after it moves more or less than that of which the memory bus is told;
 * else never.
 */
export function busAfter(context: ProcessorContext, price: Pricing, geometry: CacheGeometry | undefined): Nanoseconds {
  const { given, left } = context.execution as Execution;
  if (geometry === undefined || !concernsBus(context, given)) return NEVER;
  for (let further = 1; further < left; further += 1) {
    if (loadOf(context, price, geometry, further) !== context.load) return timeToNext(context.execution as Execution, price);
  }
  return NEVER;
}

/** What the memory bus is told of a processor's traffic from now on. */
export function newLoad(context: ProcessorContext, bandwidth: number): ModelEvent {
  context.load = bandwidth;
  return { type: "LOAD", to: context.memoryBus as string, processor: context.number, bandwidth };
}
