import { describe, expect, it } from "vitest";
import { defineExperiment } from "./experiment.ts";
import { runExperiment } from "./run-experiment.ts";
import { delegating, endless, failing, queueing } from "./testing/fake-experiment.ts";

describe("runExperiment", () => {
  const results = runExperiment(queueing, { seed: 3 });

  it("makes runs of numbers that a factor is swept over, as of its levels", () => {
    const { runs, summary } = runExperiment(queueing, { sweep: { customers: ["1", "3"] }, replications: 1 });
    expect(summary.points.map(({ levels }) => levels.customers)).toEqual(["1", "3", "1", "3"]);
    const [, three] = runs;
    expect(three?.values.each).toBeCloseTo((three?.values.total ?? 0) / 3, 12);
  });

  it("gives each run's numbers, and derives those that need several runs by pairing equal seeds", () => {
    expect(results.runs).toHaveLength(16);
    for (const run of results.runs) {
      const alone = results.runs.find(
        ({ levels, seed }) => seed === run.seed && levels.shop === run.levels.shop && levels.customers === "1",
      );
      expect(run.values.slowdown).toBe((run.values.total as number) / (alone?.values.total as number));
      expect("each" in run.values).toBe(run.levels.customers === "4");
      expect(run.end).toBe(Math.round((run.values.total as number) * 1e9));
    }
  });

  it("draws common random numbers for all levels of a replication", () => {
    const [corner, market] = ["Corner Shop", "Market 2.0"].map((shop) =>
      results.runs.filter(({ levels }) => levels.shop === shop).map(({ values }) => values.total as number),
    );
    corner?.forEach((total, index) => {
      expect((market?.[index] as number) / total).toBeCloseTo(2, 6);
    });
  });

  it("summarizes replications with their interval", () => {
    expect(results.summary.points.map(({ levels }) => [levels.shop, levels.customers])).toEqual([
      ["Corner Shop", "1"],
      ["Corner Shop", "4"],
      ["Market 2.0", "1"],
      ["Market 2.0", "4"],
    ]);
    const [first] = results.summary.points;
    expect(first?.estimates.total?.n).toBe(4);
    expect(first?.estimates.total?.halfWidth).toBeGreaterThan(0);
    expect(first?.estimates.each).toBeUndefined();
    expect(first?.estimates.slowdown).toMatchObject({ mean: 1, halfWidth: 0 });
  });

  it("gives the same again for the same seed, and something else for another", () => {
    const prints = (seed: number) => runExperiment(queueing, { seed }).runs.map(({ fingerprint }) => fingerprint);
    expect(prints(3)).toEqual(results.runs.map(({ fingerprint }) => fingerprint));
    expect(new Set([...prints(3), ...prints(1000)]).size).toBe(32);
  });

  it("gives the same under XState's interpreter", () => {
    const reference = runExperiment(queueing, { seed: 3, runtime: "reference" });
    expect(reference.plan.runtime).toBe("reference");
    expect(reference.runs).toEqual(results.runs);
  });

  it("notes once which machine has to be interpreted, and why, unless all are", () => {
    const because = "the compiled runtime does not have xstate.spawnChild in state delegating.delegated";
    const note = `machine delegating runs on XState's interpreter, which is slower: ${because}`;
    expect(runExperiment(delegating).notes).toEqual([note]);
    expect(runExperiment(delegating).runs.map(({ interpreted }) => Object.keys(interpreted ?? {}))).toEqual([
      [],
      ["delegating"],
      [],
      ["delegating"],
    ]);
    expect(runExperiment(delegating, { runtime: "reference" }).notes).toEqual([]);
    expect(runExperiment(delegating, { settings: { delegates: ["no"] } }).notes).toEqual([]);
  });

  it("leaves a derived number out where the run that it needs was not made", () => {
    const { summary } = runExperiment(queueing, { settings: { customers: ["4"] } });
    expect(summary.points.map(({ estimates }) => Object.keys(estimates))).toEqual([
      ["total", "each"],
      ["total", "each"],
    ]);
  });

  it("says where, when and under which seed a run failed, and makes the others", () => {
    const { runs, failures } = runExperiment(failing, { seed: 5 });
    expect(runs.map(({ index }) => index)).toEqual([1, 3]);
    expect(failures).toMatchObject([
      { index: 2, failure: { code: "UNHANDLED_EVENT", at: 7, path: "shop/clerk", seed: 5 } },
      { index: 4, failure: { code: "UNHANDLED_EVENT", at: 7, path: "shop/clerk", seed: 6 } },
    ]);
  });

  it("fails a run that doesn't end in time", () => {
    const [failed] = runExperiment(endless, { replications: 1 }).failures;
    expect(failed?.failure).toEqual({
      message: "nothing is left to happen, and the run has not ended",
      code: "NOT_ENDED",
      at: 2_000_000_000,
      seed: 1,
    });
  });

  const broken = (
    parts: Partial<
      Parameters<typeof defineExperiment<{ size: number[] }, number, { area: unknown }, Record<string, unknown>>>[0]
    >,
  ) =>
    runExperiment(
      defineExperiment<{ size: number[] }, number, { area: unknown }, Record<string, unknown>>({
        name: "broken",
        about: "What the experiment's own mistakes look like",
        factors: { size: [1, 2] },
        world: (_, { size }) => size,
        until: 10,
        replications: 1,
        measures: { area: { unit: "1", of: (size) => size } },
        ...parts,
      }),
    );
  const oops = () => {
    throw new TypeError("no such thing");
  };

  it.each([
    ["the world", { world: oops }, { code: "BAD_WORLD", message: "composing the world failed: no such thing", at: 0 }],
    ["until", { until: oops }, { code: "BAD_UNTIL", message: "until failed: no such thing", at: 3_600_000_000_000 }],
    [
      "a measure",
      { measures: { area: { unit: "1", of: oops } } },
      { code: "BAD_MEASURE", message: "the measure area failed: no such thing", at: 10 },
    ],
    ["the evidence", { evidence: oops }, { code: "BAD_EVIDENCE", message: "the evidence failed: no such thing", at: 10 }],
    [
      "evidence that is no JSON value",
      { evidence: () => ({ times: [1, Number.NaN] }) },
      { code: "BAD_EVIDENCE", message: "the evidence failed: it is not a JSON value: .times.1 is NaN", at: 10 },
    ],
  ] as const)("says that it was %s that threw, and when", (_, parts, failure) => {
    expect(broken(parts).failures[0]?.failure).toEqual({ ...failure, seed: 1 });
  });

  it("keeps what is told of a run beside its measures, and nothing of a run of which nothing is told", () => {
    const { runs } = broken({ evidence: (size) => (size === 1 ? { rooms: [size] } : undefined) });
    expect(runs.map(({ evidence }) => evidence)).toEqual([{ rooms: [1] }, undefined]);
    expect(runs.map((run) => "evidence" in run)).toEqual([true, false]);
  });

  it("notes which measure gave no number in some runs or in any, and calls it a problem if none did", () => {
    const derived = { share: { unit: "1", of: () => undefined } };
    expect(broken({ derived })).toMatchObject({ notes: ["share gave no number in any of 2 runs"], problems: [] });
    const partly = { area: { unit: "1", of: (size: number) => (size === 1 ? size : undefined) } };
    expect(broken({ measures: partly })).toMatchObject({ notes: ["area gave no number in 1 of 2 runs"], problems: [] });
    const measures = { area: { unit: "1", of: () => undefined } };
    expect(broken({ measures, derived })).toMatchObject({
      notes: [],
      problems: ["no measure gave a number in any of 2 runs: area, share"],
    });
    expect(broken({}).notes).toEqual([]);
  });
});
