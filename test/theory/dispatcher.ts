import { assign, emit, enqueueActions, setup } from "xstate";
import type { Arrive, Customer } from "./customer.ts";

/** Paths of the servers that a dispatcher has. */
export interface DispatcherInput {
  readonly servers: readonly string[];
}

/** A server is to serve a customer. */
export interface Serve {
  readonly type: "SERVE";
  readonly to: string;
  readonly customer: Customer;
}

/** A server has nothing to do any more. */
export interface Free {
  readonly type: "FREE";
  readonly to: string;
  readonly server: string;
}

interface DispatcherContext {
  readonly idle: readonly string[];
  readonly waiting: readonly Customer[];
}

/** One queue without bound before several servers, first come, first served; servers that have rested longest go first. */
export const dispatcher = setup({
  types: { context: {} as DispatcherContext, input: {} as DispatcherInput, events: {} as Arrive | Free, emitted: {} as Serve },
}).createMachine({
  context: ({ input }) => ({ idle: input.servers, waiting: [] }),
  on: {
    ARRIVE: [
      {
        guard: ({ context }) => context.idle.length > 0,
        actions: [
          emit(({ context, event }) => ({ type: "SERVE", to: context.idle[0] as string, customer: event.customer })),
          assign({ idle: ({ context }) => context.idle.slice(1) }),
        ],
      },
      { actions: assign({ waiting: ({ context, event }) => [...context.waiting, event.customer] }) },
    ],
    FREE: {
      actions: enqueueActions(({ context: { idle, waiting }, event, enqueue }) => {
        const [next, ...others] = waiting;
        if (next === undefined) {
          enqueue.assign({ idle: [...idle, event.server] });
        } else {
          enqueue.emit({ type: "SERVE", to: event.server, customer: next });
          enqueue.assign({ waiting: others });
        }
      }),
    },
  },
});
