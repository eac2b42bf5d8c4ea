import { describe, expect, it } from "vitest";
import { inViewIds } from "./published.ts";
import { isFarFromOne, median, NOT_IN_VIEW, summarize } from "./summary.ts";
import { fakeEvaluated, fakeRow } from "./testing/fake-rows.ts";

describe("the summary of a comparison", () => {
  const on = (platform: string) => ({ row: fakeRow({ platform }) });

  it("takes the median error over predicted, quoted rows whose published ratio is outside 0.9-1.1", () => {
    const rows = [
      fakeEvaluated(2, 4),
      fakeEvaluated(2, 2),
      fakeEvaluated(0.5, 1),
      fakeEvaluated(1.05, 9),
      fakeEvaluated(2, 9, { role: "fitted" }),
      fakeEvaluated(2, 9, { row: fakeRow({ provenance: "recalled" }) }),
      fakeEvaluated(2, 9, { scoring: "points" }),
    ];
    const [all] = summarize(rows).errors;
    expect(all).toMatchObject({ of: "all", rows: 3 });
    expect(all?.simulation).toBeCloseTo(Math.log(2), 12);
    expect(all?.noOverhead).toBeCloseTo(Math.log(2), 12);
  });

  it("fits one slowdown for each platform to the rows that the simulation was fitted to: their median", () => {
    const rows = [
      fakeEvaluated(2, 2, { role: "fitted", ...on("xen-2003") }),
      fakeEvaluated(8, 8, { role: "fitted", ...on("xen-2003") }),
      fakeEvaluated(4, 9, on("xen-2003")),
      fakeEvaluated(4, 4, on("esx-2")),
    ];
    const { slowdowns, errors } = summarize(rows);
    expect(slowdowns["xen-2003"]).toBeCloseTo(4, 12);
    expect(slowdowns["esx-2"]).toBe(1);
    expect(errors.map(({ of, oneSlowdown }) => [of, Number(oneSlowdown.toFixed(6))])).toEqual([
      ["all", Number((Math.log(4) / 2).toFixed(6))],
      ["all not in view", Number((Math.log(4) / 2).toFixed(6))],
      ["xen-2003", 0],
      ["esx-2", Number(Math.log(4).toFixed(6))],
    ]);
  });

  it("tells the median without rows that were in view when they were modelled, too", () => {
    const seen = fakeEvaluated(2, 8, { row: fakeRow({ id: inViewIds[0] as string }) });
    const { errors } = summarize([seen, fakeEvaluated(2, 2), fakeEvaluated(4, 2)]);
    expect(errors.slice(0, 2).map(({ of, rows }) => [of, rows])).toEqual([
      ["all", 3],
      [NOT_IN_VIEW, 2],
    ]);
    expect(errors[1]?.simulation).toBeCloseTo(Math.log(2) / 2, 12);
  });

  it("scores rows in per cent by points apart, beside the model that neighbours have no effect", () => {
    const points = (published: number, simulated: number) => fakeEvaluated(published, simulated, { scoring: "points" });
    expect(summarize([points(1, 3), points(5, 6), points(0, 0.5)]).points).toEqual({ rows: 3, simulation: 1, noEffect: 1 });
  });

  it("takes ratios at 0.9 and 1.1 for near 1", () => {
    expect([0.89, 0.9, 1, 1.1, 1.11, undefined].map(isFarFromOne)).toEqual([true, false, false, false, true, false]);
  });

  it("takes the middle value, or the mean of the two in the middle", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
  });
});
