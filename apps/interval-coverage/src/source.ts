import { type Nanoseconds, random } from "@crosstalk/engine";
import { assign, emit, setup } from "xstate";
import { drawsOf } from "./draws.ts";
import type { Queue } from "./queue.ts";

interface SourceContext extends Queue {
  /** Time until the next customer. */
  readonly gap: Nanoseconds;
}

const drawGap = ({ utilization }: Queue) => drawsOf({ utilization }, random).gap();

/** Customers come one by one to the actor `server`: the first at once, then with exponential times between them. */
export const source = setup({
  types: { context: {} as SourceContext, input: {} as Queue, emitted: {} as { type: "ARRIVE"; to: "server" } },
  delays: { gap: ({ context }) => context.gap },
}).createMachine({
  context: ({ input }) => ({ gap: 0, ...input }),
  initial: "waiting",
  states: {
    waiting: {
      after: {
        gap: {
          target: "waiting",
          reenter: true,
          actions: [emit({ type: "ARRIVE", to: "server" }), assign({ gap: ({ context }) => drawGap(context) })],
        },
      },
    },
  },
});
