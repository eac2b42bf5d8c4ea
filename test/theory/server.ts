import { assign, emit, setup } from "xstate";
import { type Customer, type Leave, served } from "./customer.ts";
import type { Free, Serve } from "./dispatcher.ts";
import { draw, type Service } from "./draw.ts";

/** A server's own path, that of its dispatcher, and how long it serves. */
export interface ServerInput {
  readonly path: string;
  readonly dispatcher: string;
  readonly service: Service;
}

interface ServerContext extends ServerInput {
  readonly serving: Customer | null;
  readonly work: number;
}

/** Serves one customer at a time, and asks its dispatcher for another. */
export const server = setup({
  types: { context: {} as ServerContext, input: {} as ServerInput, events: {} as Serve, emitted: {} as Free | Leave },
  delays: { work: ({ context }) => context.work },
}).createMachine({
  context: ({ input }) => ({ ...input, serving: null, work: 0 }),
  initial: "idle",
  states: {
    idle: {
      on: {
        SERVE: {
          target: "busy",
          actions: assign(({ context, event }) => ({
            serving: event.customer,
            work: draw(`${context.path}: service`, context.service),
          })),
        },
      },
    },
    busy: {
      after: {
        work: {
          target: "idle",
          actions: [
            emit(({ context }) => ({ type: "LEAVE", customer: served(context.serving as Customer, 0, context.work) })),
            emit(({ context }) => ({ type: "FREE", to: context.dispatcher, server: context.path })),
          ],
        },
      },
    },
  },
});
