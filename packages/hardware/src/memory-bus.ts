import type { ModelEvent } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import { paces } from "./caches/bandwidth.ts";

/** A processor's work from now on moves so many bytes in a nanosecond, when nobody else does. */
export interface Load {
  readonly type: "LOAD";
  /** Number of the processor. */
  readonly processor: number;
  readonly bandwidth: number;
}

/** From now on a processor's work on memory takes so many times as long as alone. */
export interface Pace {
  readonly type: "PACE";
  readonly pace: number;
}

/** The way to memory, and who uses it. */
export interface MemoryBusContext {
  /** Paths of the host's processors, by number. */
  readonly processors: readonly string[];
  /** Bytes in a nanosecond that it gives. */
  readonly bandwidth: number;
  /** Bytes in a nanosecond that each processor wants. */
  loads: number[];
  /** What each was told last. */
  paces: number[];
}

/**
 * The way to memory that a host's processors share: it is told what each moves whenever that changes, and tells those
 * whose pace changes by it, at the same instant. Nothing is told while nobody's work goes beyond the caches.
 */
export const memoryBusMachine = setup({
  types: {} as {
    context: MemoryBusContext;
    events: Load;
    input: Pick<MemoryBusContext, "processors" | "bandwidth">;
    emitted: ModelEvent;
  },
  actions: {
    share: enqueueActions(({ context, event: { processor, bandwidth }, enqueue }) => {
      context.loads[processor] = bandwidth;
      const next = paces(context.loads, context.bandwidth);
      next.forEach((pace, index) => {
        if (pace === context.paces[index]) return;
        enqueue.emit({ type: "PACE", to: context.processors[index] as string, pace });
      });
      context.paces = next;
    }),
  },
}).createMachine({
  id: "memory-bus",
  context: ({ input }) => ({ loads: input.processors.map(() => 0), paces: input.processors.map(() => 1), ...input }),
  initial: "shared",
  states: { shared: { on: { LOAD: { actions: "share" } } } },
});
