import { latency, type ModelEvent, ms, random, us } from "@crosstalk/engine";
import { counter, readings, watch } from "@crosstalk/metrics";
import { describe, expect, it } from "vitest";
import { assign, emit, setup } from "xstate";
import { defineExperiment } from "./experiment.ts";
import { level } from "./level.ts";
import { manifestOf } from "./report/manifest.ts";
import { whatIfText } from "./report/what-if-text.ts";
import { runExperiment } from "./run-experiment.ts";
import { resultPage } from "./stores/result-page.ts";
import { whatIfProblems } from "./what-if-problems.ts";

/** Asks, and asks again after a drawn time when it is answered. */
const client = setup({
  types: { context: {} as { pause: number }, emitted: {} as ModelEvent },
  delays: { pause: ({ context }) => context.pause },
}).createMachine({
  context: { pause: 0 },
  initial: "asking",
  states: {
    asking: { entry: emit({ type: "ASK", to: "server" }), on: { ANSWER: "pausing" } },
    pausing: {
      entry: assign({ pause: () => Math.round(random("pause").exponential(us(50))) }),
      after: { pause: "asking" },
    },
  },
});
const server = setup({ types: { emitted: {} as ModelEvent } }).createMachine({
  on: { ASK: { actions: emit({ type: "ANSWER", to: "client" }) } },
});

const waiter = setup({
  types: { context: {} as { asks: number }, input: {} as { asks: number }, emitted: {} as ModelEvent },
}).createMachine({ context: ({ input }) => input, on: { ASK: {} } });

const context = {
  module: "asking",
  command: "crosstalk run asking",
  status: "complete" as const,
  versions: {},
  date: "",
  wallSeconds: 1,
};

let composed = 0;

const asking = (change: { whatIf?: readonly ("far" | "clients")[]; far?: readonly number[] }) => {
  const { far = [1, 10], ...rest } = change;
  return defineExperiment({
    name: "asking",
    about: "How often a client is answered, by the way to its server",
    factors: { far, clients: ["one"] },
    world({ simulation }, levels) {
      composed += 1;
      simulation.actor("client", client);
      simulation.actor("server", server);
      simulation.wire("client", "server", { through: [latency(us(levels.far))] });
      simulation.wire("server", "client", { through: [latency(us(levels.far))] });
      const answers = readings(simulation, "server", "ANSWER", () => 1);
      return { answered: watch(simulation, "answered", answers, counter()) };
    },
    until: ms(20),
    warmUp: ms(5),
    ...rest,
    replications: 3,
    measures: { answered: { unit: "1", of: ({ answered }) => answered.read().n } },
  });
};

describe("what-ifs", () => {
  it("are the runs without forking where they change nothing", () => {
    const [forked, whole] = [asking({ whatIf: ["far"] }), asking({})].map((experiment) => runExperiment(experiment));
    const unchanged = (results: typeof forked) => results?.runs.filter(({ levels }) => levels.far === "1");
    expect(unchanged(forked)).toHaveLength(3);
    expect(unchanged(forked)).toEqual(unchanged(whole));
  });

  it("go on from the warm-up of the first levels, under their own", () => {
    const [forked, whole] = [asking({ whatIf: ["far"] }), asking({})].map((experiment) => runExperiment(experiment));
    const changed = (results: typeof forked) => results?.runs.filter(({ levels }) => levels.far === "10") ?? [];
    for (const [index, run] of changed(forked).entries()) {
      const other = changed(whole)[index];
      expect(run.fingerprint).not.toBe(other?.fingerprint);
      expect((run.values.answered ?? 0) / (other?.values.answered ?? 0)).toBeCloseTo(1, 1);
    }
  });

  it("warm up once for each seed", () => {
    composed = 0;
    runExperiment(asking({ whatIf: ["far"], far: [1, 10, 20, 50] }));
    // Beside the warm-ups and the forks, two for each other level: these are compared before they run.
    expect(composed).toBe(3 + 3 * 4 + 2 * 3);
  });

  it("are the same when they are made alone, and after the first levels are left out", () => {
    const all = runExperiment(asking({ whatIf: ["far"] })).runs;
    expect(runExperiment(asking({ whatIf: ["far"] }), { only: 4 }).runs).toEqual([all[3]]);
    const last = runExperiment(asking({ whatIf: ["far"] }), { settings: { far: ["10"] } }).runs;
    expect(last.map(({ fingerprint }) => fingerprint)).toEqual([1, 3, 5].map((index) => all[index]?.fingerprint));
  });

  it("are told as paired differences from the runs that went on as they were, on a terminal and on a page", async () => {
    const results = runExperiment(asking({ whatIf: ["far"] }));
    const text = whatIfText(results);
    expect(text).toContain("\nwhat if far = 10, after a warm-up under far = 1\nclients = one, 95 % confidence");
    expect(text).toMatch(/\nmeasure +difference +ratio +1\nanswered +-\d+/);
    expect(text.split("\n").every((line) => line.length <= 80)).toBe(true);
    expect(whatIfText(runExperiment(asking({})))).toBe("");
    expect(whatIfText(runExperiment(asking({ whatIf: ["far"] }), { settings: { far: ["10"] } }))).toBe("");
    const page = await resultPage(JSON.parse(JSON.stringify(manifestOf(results, context))));
    expect(page).toContain("<h2>What if: paired differences</h2>");
    expect(page).toMatch(/<td>answered<\/td><td>one<\/td><td>10<\/td><td class="right">[\d.]+ ± [\d.]+<\/td><td class="right">-/);
    const whole = runExperiment(asking({}));
    expect(await resultPage(JSON.parse(JSON.stringify(manifestOf(whole, context))))).not.toContain("paired differences");
  });

  it("are refused where they change what a warmed-up run keeps, naming the actor, the field and the level", () => {
    const keeping = (change: "actors" | "input") =>
      defineExperiment({
        name: "keeping",
        about: "What a fork can't change",
        factors: { clients: [level("one", 1), level("two", 2)] },
        world({ simulation }, { clients }) {
          simulation.actor("client", waiter, { asks: change === "input" ? clients : 1 });
          if (change === "actors" && clients === 2) simulation.actor("other", waiter, { asks: 1 });
          return watch(
            simulation,
            "nothing",
            readings(simulation, [], "*", () => 1),
            counter(),
          );
        },
        until: ms(20),
        warmUp: ms(5),
        whatIf: ["clients"],
        measures: { n: { unit: "1", of: (probe) => probe.read().n } },
      });
    const allowed = "which a run keeps that has warmed up; allowed are levels that change costs, wires,";
    for (const [change, what] of [
      ["input", "what client is given at the start (asks)"],
      ["actors", "which actors there are (other)"],
    ] as const) {
      const { failures, runs } = runExperiment(keeping(change), { replications: 1 });
      expect(runs).toHaveLength(1);
      expect(failures[0]?.failure.message).toContain(`the what-if clients = two changes ${what}, ${allowed}`);
      expect(whatIfProblems(keeping(change))).toEqual([failures[0]?.failure.message]);
    }
    expect(whatIfProblems(asking({ whatIf: ["far"] }))).toEqual([]);
  });

  it("need factors of the experiment, and an instant to fork at", () => {
    const define = (parts: object) => () => asking(parts);
    expect(define({ whatIf: ["near"] })).toThrow('whatIf is "near"; allowed is one of far, clients');
    expect(define({ whatIf: ["far"], warmUp: undefined })).toThrow('whatIf is "far"; allowed is none where warmUp is no instant');
    expect(() => runExperiment(asking({ whatIf: ["far"] }), { warmUp: "auto" })).toThrow(
      /warm-up is auto: runs that fork into what-ifs need one instant to fork at$/,
    );
  });
});
