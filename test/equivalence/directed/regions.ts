import { assign, createMachine } from "xstate";

/** Three regions that move at one event, two of them with eventless transitions whose order shows in the log. */
export const regions = createMachine({
  id: "r",
  type: "parallel",
  context: { log: "" },
  states: {
    first: {
      initial: "off",
      states: {
        off: { on: { GO: "on" }, tags: "quiet" },
        on: {
          entry: assign({ log: ({ context }) => `${context.log}A` }),
          always: { guard: ({ context }) => context.log.length < 6, target: "on", reenter: true },
          meta: { about: "on" },
        },
      },
    },
    second: {
      initial: "off",
      states: {
        off: { on: { GO: "on" } },
        on: {
          initial: "x",
          states: {
            x: {
              always: {
                guard: ({ context }) => context.log.length < 9,
                target: "x",
                reenter: true,
                actions: assign({ log: ({ context }) => `${context.log}B` }),
              },
            },
            y: {},
            last: { type: "history", history: "deep" },
          },
          on: { NEXT: ".y" },
        },
        back: { on: { GO: "on.last" } },
      },
      on: { BACK: ".back" },
    },
    third: { initial: "c", states: { c: { on: { ADD: { actions: assign({ log: "" }) } } } } },
  },
});
