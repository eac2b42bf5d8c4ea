import { us } from "@crosstalk/engine";
import { defineExperiment } from "@crosstalk/experiment";
import { assign, setup } from "xstate";

/** Ticks of a run that is short: of a tenth of a millisecond of real time or so. */
export const SHORT_TICKS = 10;

/** A clock that ticks at random intervals until it has ticked often enough. */
const clock = setup({
  types: {
    context: {} as { readonly left: number; readonly gap: number },
    input: {} as { readonly left: number; readonly gap: number },
  },
  delays: { gap: ({ context }) => context.gap },
  guards: { last: ({ context }) => context.left <= 1 },
  actions: { count: assign({ left: ({ context }) => context.left - 1 }) },
}).createMachine({
  context: ({ input }) => input,
  initial: "ticking",
  states: {
    ticking: {
      after: {
        gap: [
          { guard: "last", target: "done" },
          { target: "ticking", reenter: true, actions: "count" },
        ],
      },
    },
    done: { type: "final" },
  },
});

/**
 * Runs of a length that can be chosen by `--sweep ticks=…`, without a platform: what a campaign costs beside its
 * simulations. Four measures, as a small experiment has.
 */
export default defineExperiment({
  name: "ticking",
  about: "What a campaign costs beside its simulations",
  factors: { ticks: [SHORT_TICKS] },
  world({ simulation, random }, { ticks }) {
    const gap = Math.round(random("gap").exponential(us(100))) + 1;
    simulation.actor("clock", clock, { left: ticks, gap });
    return { done: () => simulation.snapshot("clock").status === "done", now: () => simulation.now, gap };
  },
  until: ({ done }) => done(),
  replications: 10,
  measures: {
    length: { unit: "ns", of: ({ now }) => now() },
    gap: { unit: "ns", of: ({ gap }) => gap },
    rate: { unit: "1/s", of: ({ now }, { ticks }) => (ticks * 1e9) / now() },
    ticks: { unit: "1", of: (_, { ticks }) => ticks },
  },
});
