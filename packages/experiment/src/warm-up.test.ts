import { type ModelEvent, ms, random } from "@crosstalk/engine";
import { type Probe, readings, type Series, series, type Tally, tally, watch } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { assign, emit, setup } from "xstate";
import { defineExperiment } from "./experiment.ts";
import { manifestOf } from "./report/manifest.ts";
import { runExperiment } from "./run-experiment.ts";
import type { WarmUpChoice } from "./warm-up.ts";

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

interface World {
  readonly took: Probe<Tally> | undefined;
  readonly course: Probe<Series> | undefined;
}

const warming = (change: { warmUp?: WarmUpChoice; until?: number | (() => boolean); probed?: boolean; named?: boolean }) => {
  const { probed = true, named = true, until = ms(300), ...rest } = change;
  return defineExperiment({
    name: "warming",
    about: "A worker that is slow at first",
    factors: { workers: [1] },
    world({ simulation }): World {
      simulation.actor("worker", worker);
      const took = readings(simulation, "worker", "DONE", (event) => event.took as number);
      if (!probed) return { took: undefined, course: undefined };
      const course = watch(simulation, "course", took, series({ width: ms(2), most: 1_000 }));
      return { took: watch(simulation, "took", took, tally()), course };
    },
    until,
    ...(named ? { warmUpSeries: ({ course }: World) => course?.read() ?? { width: 1, points: [] } } : {}),
    ...rest,
    replications: 3,
    measures: { took: { unit: "ms", of: ({ took }) => took?.read().mean } },
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

describe("a warm-up that is found", () => {
  const found = runExperiment(warming({}), { warmUp: "auto" });

  it("is cut from each run where its own time series says, and changes no run", () => {
    expect(found.runs.map(({ fingerprint }) => fingerprint)).toEqual(
      runExperiment(warming({})).runs.map(({ fingerprint }) => fingerprint),
    );
    for (const { warmUp, values } of found.runs) {
      expect(warmUp?.enough).toBe(true);
      expect(warmUp?.end).toBeGreaterThanOrEqual(ms(90));
      expect(warmUp?.end).toBeLessThan(ms(150));
      const fixed = runExperiment(warming({ warmUp: warmUp?.end ?? 0 })).runs.map(({ values: { took } }) => took);
      expect(fixed).toContain(values.took);
    }
    expect(runExperiment(warming({ warmUp: "auto" })).runs).toEqual(found.runs);
  });

  it("is told in notes and in the manifest", () => {
    expect(found.notes).toEqual([expect.stringMatching(/^warm-ups of \d+\.\d+ ms to \d+\.\d+ ms are left out, by MSER-5$/)]);
    const context = { module: "", command: "", status: "complete", versions: {}, date: "", wallSeconds: 1, jobs: 1 } as const;
    expect(manifestOf(found, context)).toMatchObject({
      parameters: { warmUpNanoseconds: "auto" },
      runs: found.runs.map(({ warmUp }) => ({ warmUpNanoseconds: warmUp?.end, warmUpIsOver: true })),
    });
  });

  it("is no more than half of a run, and a run that is too short for it says so", () => {
    const { notes } = runExperiment(warming({ until: ms(140) }), { warmUp: "auto" });
    expect(notes).toEqual([expect.stringMatching(/; 3 of 3 runs are too short to tell when theirs is over$/)]);
    expect(runExperiment(warming({ until: ms(50) }), { warmUp: "auto" }).failures[0]?.failure).toMatchObject({
      code: "BAD_WARM_UP",
      message: expect.stringMatching(/^finding the end of the warm-up failed: there are \d values; allowed is at least 10$/),
    });
  });

  it("needs a time series that the experiment names", () => {
    const reason = "warm-up is auto: the experiment names no time series to find it by, warmUpSeries";
    expect(() => runExperiment(warming({ named: false }), { warmUp: "auto" })).toThrow(reason);
    expect(() => warming({ named: false, warmUp: "auto" })).toThrow("warmUp is auto: the experiment names no time series");
  });
});

describe("a warm-up that is asked for", () => {
  it("is left out in the place of the experiment's own", () => {
    const asked = runExperiment(warming({ warmUp: ms(20) }), { warmUp: "0.1 s" });
    expect(asked.plan.warmUp).toBe(ms(100));
    expect(asked.runs).toEqual(runExperiment(warming({ warmUp: ms(100) })).runs);
  });

  it.each([
    ["", "warm-up is empty; allowed is auto, or a time such as 500 us, 30 ms or 1.5 s"],
    ["30", "warm-up is 30; allowed is auto, or a time such as"],
    ["-1 s", "warm-up is -1 s; allowed is auto"],
    ["2 days", "warm-up is 2 days; allowed is auto"],
    ["1 s", "warm-up is 1.000000 s; allowed is a time above 0 and below 300.000000 ms, when a run ends at the latest"],
  ])("can't be %j", (warmUp, message) => {
    expect(() => runExperiment(warming({}), { warmUp })).toThrow(message);
  });
});
