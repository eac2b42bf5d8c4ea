import { type ModelEvent, ms, random } from "@crosstalk/engine";
import { assign, emit, setup } from "xstate";

/**
 * A worker that works and rests by turns, each for a random time of 1 ms on average: emits LEVEL with 1 when it begins and
 * 0 when it ends, and DONE with how long it took.
 */
export const busyWorker = setup({
  types: { context: {} as { took: number }, emitted: {} as ModelEvent },
  delays: { time: ({ context }) => context.took },
  actions: {
    draw: assign({ took: () => 1 + Math.round(random("worker: time").exponential(ms(1))) }),
    begin: emit({ type: "LEVEL", level: 1 }),
    end: emit({ type: "LEVEL", level: 0 }),
    done: emit(({ context }) => ({ type: "DONE", took: context.took })),
  },
}).createMachine({
  context: () => ({ took: 1 }),
  initial: "resting",
  states: {
    resting: { after: { time: { target: "working", actions: ["draw", "begin"] } } },
    working: { after: { time: { target: "resting", actions: ["done", "draw", "end"] } } },
  },
});
