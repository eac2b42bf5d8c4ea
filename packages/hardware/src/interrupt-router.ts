import type { ModelEvent } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import type { ProcessorAddress, Vector } from "./machine.ts";

/** A device raises its interrupt line. */
export interface AssertInterrupt {
  readonly type: "ASSERT";
  readonly vector: Vector;
}

/** Software directs a vector to a processor, by the router's number for it. */
export interface RouteInterrupt {
  readonly type: "ROUTE";
  readonly vector: Vector;
  readonly processor: number;
}

/** Where each vector goes; vectors that are not named go to processor 0. */
export interface InterruptRouterContext {
  readonly processors: readonly ProcessorAddress[];
  routes: Record<Vector, number>;
}

/** The interrupt router of a host: turns a device's line into an interrupt on the processor that it is directed to. */
export const interruptRouterMachine = setup({
  types: {} as {
    context: InterruptRouterContext;
    events: AssertInterrupt | RouteInterrupt;
    input: { processors: readonly ProcessorAddress[] };
    emitted: ModelEvent;
  },
  actions: {
    deliver: enqueueActions(({ context, event, enqueue }) => {
      const { vector } = event as AssertInterrupt;
      const target = context.processors[context.routes[vector] ?? 0] as ProcessorAddress;
      enqueue.emit({ type: "RAISE", to: target.path, processor: target.id, vector });
    }),
    route: ({ context, event }) => {
      const { vector, processor } = event as RouteInterrupt;
      if (context.processors[processor] === undefined) {
        throw new Error(
          `vector ${vector} is directed to processor ${processor}; allowed is 0 to ${context.processors.length - 1}`,
        );
      }
      context.routes[vector] = processor;
    },
  },
}).createMachine({
  id: "interrupt-router",
  context: ({ input }) => ({ processors: input.processors, routes: {} }),
  initial: "enabled",
  states: { enabled: { on: { ASSERT: { actions: "deliver" }, ROUTE: { actions: "route" } } } },
});
