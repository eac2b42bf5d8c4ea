import { type ModelEvent, ms } from "@crosstalk/engine";
import { readings, series, timeWeightedSeries, watch } from "@crosstalk/metrics";
import { assign, emit, setup } from "xstate";
import { defineExperiment } from "../experiment.ts";

/** Serves jobs one after another, each 1 ms longer than the last, and says after each how many are left. */
const clerk = setup({
  types: { context: {} as { readonly left: number; readonly took: number }, emitted: {} as ModelEvent },
  delays: { job: ({ context }) => context.took },
}).createMachine({
  context: ({ input }) => ({ left: (input as { jobs: number }).jobs, took: ms(1) }),
  initial: "deciding",
  states: {
    deciding: { always: [{ guard: ({ context }) => context.left === 0, target: "done" }, { target: "serving" }] },
    serving: {
      after: {
        job: {
          target: "deciding",
          actions: [
            emit(({ context: { left, took } }) => ({ type: "SERVED", left: left - 1, took })),
            assign(({ context: { left, took } }) => ({ left: left - 1, took: took + ms(1) })),
          ],
        },
      },
    },
    done: { type: "final" },
  },
});

/** An experiment for tests that keeps time series: a level and values of their own, one of them only with jobs to do. */
export const timed = defineExperiment({
  name: "timed",
  about: "How a queue empties",
  factors: { jobs: [0, 4] },
  world({ simulation }, { jobs }) {
    simulation.actor("clerk", clerk, { jobs });
    const read = (what: "left" | "took") => readings(simulation, "clerk", "SERVED", (event) => event[what] as number);
    return {
      left: watch(simulation, "left", read("left"), timeWeightedSeries({ width: ms(1), most: 8 }, jobs)),
      took: watch(simulation, "took", read("took"), series({ width: ms(1), most: 8 })),
    };
  },
  until: ms(12),
  replications: 2,
  measures: { jobs: { unit: "1", of: (_, { jobs }) => jobs } },
  series: {
    left: { unit: "jobs", about: "jobs that are left", of: ({ left }) => left.read() },
    took: { unit: "ns", of: ({ took }, { jobs }) => (jobs === 0 ? undefined : took.read()) },
  },
});
