import { type ModelEvent, ms, random } from "@crosstalk/engine";
import { type Probe, readings, type Tally, tally, watch } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { assign, emit, setup } from "xstate";
import { defineExperiment } from "./experiment.ts";
import { runExperiment } from "./run-experiment.ts";

/** Does jobs one after another: the first ten take 10 ms each, all others about 1 ms. */
const worker = setup({
  types: { context: {} as { done: number; took: number }, emitted: {} as ModelEvent },
  delays: { job: ({ context }) => context.took },
}).createMachine({
  context: { done: 0, took: ms(10) },
  initial: "working",
  states: {
    working: {
      after: {
        job: {
          target: "working",
          reenter: true,
          actions: [
            emit(({ context }) => ({ type: "DONE", took: context.took / ms(1) })),
            assign(({ context: { done } }) => ({
              done: done + 1,
              took: done < 9 ? ms(10) : Math.round(random("job").uniformBetween(ms(0.5), ms(1.5))),
            })),
          ],
        },
      },
    },
  },
});

const warming = (change: { warmUp?: number; until?: () => boolean; probed?: boolean }) => {
  const { probed = true, until = ms(300), ...rest } = change;
  return defineExperiment({
    name: "warming",
    about: "A worker that is slow at first",
    factors: { workers: [1] },
    world({ simulation }): Probe<Tally> | undefined {
      simulation.actor("worker", worker);
      const took = readings(simulation, "worker", "DONE", (event) => event.took as number);
      return probed ? watch(simulation, "took", took, tally()) : undefined;
    },
    until,
    ...rest,
    replications: 3,
    measures: { took: { unit: "ms", of: (took) => took?.read().mean } },
  });
};

describe("a warm-up", () => {
  it("is left out of what probes tell, and changes no run", () => {
    const [cold, warm] = [runExperiment(warming({})), runExperiment(warming({ warmUp: ms(100) }))];
    expect(warm.runs.map(({ fingerprint }) => fingerprint)).toEqual(cold.runs.map(({ fingerprint }) => fingerprint));
    expect(cold.summary.points[0]?.estimates.took?.mean).toBeGreaterThan(1.3);
    expect(warm.summary.points[0]?.estimates.took?.mean).toBeCloseTo(1, 1);
  });

  it("fails a run that ends before it is over, and one that has no probes", () => {
    const reasonOf = (change: Parameters<typeof warming>[0]) =>
      runExperiment(warming({ warmUp: ms(100), ...change })).failures[0]?.failure.message;
    expect(reasonOf({ until: () => true })).toBe("the run has ended before its warm-up of 100.000000 ms is over");
    expect(reasonOf({ probed: false })).toBe("there is a warm-up, but the world has no probes that it could matter to");
  });

  it("must be shorter than the run", () => {
    expect(() => warming({ warmUp: ms(300) })).toThrow("warmUp is 300000000; allowed is a whole number from 1 to 299999999");
  });
});
