import type { FinishedRun } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { baselineCaseOf, type Case, caseOf } from "./case.ts";
import { counts, evaluate, roleOf } from "./evaluation.ts";
import { levelOf, planCases, REPLICATIONS, REPLICATIONS_DRAWN } from "./plan-cases.ts";
import type { PublishedRow } from "./row.ts";
import { fakeRow } from "./testing/fake-rows.ts";

function run(one: Case | undefined, values: Record<string, number>, seed = 1): FinishedRun {
  const levels = { case: levelOf(one as Case) };
  return { index: 1, levels, replication: seed, seed, values, fingerprint: "0", deliveries: 0, end: 0 } as unknown as FinishedRun;
}

const runs = (row: PublishedRow, measure: string, own: readonly number[], baseline: readonly number[]) => [
  ...own.map((value, seed) => run(caseOf(row), { [measure]: value }, seed)),
  ...baseline.map((value, seed) => run(baselineCaseOf(row), { [measure]: value }, seed)),
];

describe("evaluation", () => {
  it("compares ratios to the baseline, whatever the absolute times are", () => {
    const row = fakeRow({ value: 3, baseline: { platform: "linux", value: 2 } });
    const [evaluated] = evaluate([row], runs(row, "time", [30], [10]));
    expect(evaluated).toMatchObject({ role: "predicted", published: 1.5, deterministic: true });
    expect(evaluated?.simulated.mean).toBe(3);
    expect(evaluated?.error).toBeCloseTo(Math.log(2), 12);
  });

  it("turns rates round, so that more than 1 is a slowdown there, too", () => {
    const row = fakeRow({ metric: "rate", value: 5, baseline: { platform: "linux", value: 10 } });
    const [evaluated] = evaluate([row], runs(row, "rate", [2], [6]));
    expect([evaluated?.published, evaluated?.simulated.mean]).toEqual([2, 3]);
  });

  it("finds what was published for the baseline among the other rows", () => {
    const native = fakeRow({ id: "native", platform: "linux", baseline: undefined, value: 4 });
    const row = fakeRow({ baseline: "linux", value: 6 });
    const [first, second] = evaluate([native, row], runs(row, "time", [2], [1]));
    expect([first?.role, first?.error, second?.published]).toEqual(["native", undefined, 1.5]);
  });

  it("takes the value for the ratio where the unit says so", () => {
    const row = fakeRow({ baseline: "linux", value: 1.7, unit: "ratio" });
    expect(evaluate([row], runs(row, "time", [2], [1]))[0]?.published).toBe(1.7);
  });

  it("compares degradations in points, seed by seed with the same without the antagonist", () => {
    const parameters = { vms: 3, antagonist: "cpu-hog" };
    const row = fakeRow({ metric: "degradation", value: 10, unit: "%", baseline: undefined, parameters });
    expect(baselineCaseOf(row)).toEqual({ ...caseOf(row), parameters: { vms: 3 } });
    const [evaluated] = evaluate([row], runs(row, "rate", [8, 6], [10, 10]));
    expect(evaluated).toMatchObject({ scoring: "points", role: "predicted", published: 10, deterministic: false });
    expect(evaluated?.simulated.mean).toBeCloseTo(30, 12);
    expect(evaluated?.error).toBeCloseTo(20, 12);
  });

  it("leaves out rows whose baseline has not run", () => {
    const row = fakeRow();
    expect(evaluate([row], [run(caseOf(row), { time: 1 })])).toEqual([]);
  });

  it("takes the role of a row from the list of fitted ones", () => {
    const fitted = fakeRow({ id: "barham2003/table-5-lmbench-file-vm/xen/page-fault" });
    expect([roleOf(fitted), roleOf(fakeRow()), roleOf(fakeRow({ baseline: undefined }))]).toEqual([
      "fitted",
      "predicted",
      "native",
    ]);
  });

  it("never counts what was only remembered", () => {
    const rows = [fakeRow(), fakeRow({ provenance: "recalled" })];
    const evaluated = evaluate(rows, runs(fakeRow(), "time", [2], [1]));
    expect(evaluated.map(counts)).toEqual([true, false]);
  });
});

describe("the plan", () => {
  it("runs a case that several rows need once, and replicates what draws more than the rest", () => {
    const hogs = fakeRow({ metric: "degradation", program: "light-requests", parameters: { antagonist: "cpu-hog" } });
    const nano = fakeRow({ program: "nano-syscall" });
    const plans = planCases([fakeRow(), fakeRow({ id: "again" }), fakeRow({ program: "compile" }), hogs, nano]);
    const made = plans.map(({ replications, runs: all }) => [replications, all.length]);
    expect(made).toEqual([
      [REPLICATIONS, 4 * REPLICATIONS],
      [REPLICATIONS_DRAWN, 2 * REPLICATIONS_DRAWN],
      [1, 2],
    ]);
  });
});
