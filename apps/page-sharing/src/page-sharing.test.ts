import { runExperiment } from "@crosstalk/experiment";
import { describe, expect, it } from "vitest";
import { pageSharing } from "./page-sharing.ts";

describe("page-sharing", () => {
  const results = runExperiment(pageSharing, { settings: { machines: ["1", "2", "4", "10"] }, replications: 1, seed: 5 });
  const of = (sharing: string) =>
    results.runs.filter(({ levels }) => levels.sharing === sharing).map(({ values }) => values as Record<string, number>);

  it("has no failures", () => {
    expect(results.failures).toEqual([]);
    expect(results.problems).toEqual([]);
    expect(results.runs).toHaveLength(8);
  });

  it("reclaims more, the more identical machines there are; nothing without sharing", () => {
    const reclaimed = of("on").map((values) => values.reclaimed as number);
    for (const [index, part] of reclaimed.slice(1).entries()) expect(part).toBeGreaterThan(reclaimed[index] as number);
    expect(of("off").map(({ reclaimed: part }) => part)).toEqual([0, 0, 0, 0]);
  });

  it("reclaims nothing but zeros of a machine that is alone", () => {
    const [alone] = of("on");
    expect(alone?.reclaimed).toBeGreaterThan(0.05);
    expect(alone?.reclaimed).toBe(alone?.["reclaimed.zero"]);
  });

  it("never merges what is unequal, and no guest notices", () => {
    for (const values of [...of("on"), ...of("off")]) expect([values.unequal, values.noticed]).toEqual([0, 0]);
  });

  it("copies a shared page that is written: that takes longer than to write a page of one's own", () => {
    for (const values of of("on")) {
      expect(values.copied).toBeGreaterThanOrEqual(256);
      expect(values["write.shared"]).toBeGreaterThan(10 * (values["write.private"] as number));
    }
    for (const values of of("off")) {
      expect(values.copied).toBe(0);
      expect(values["write.shared"]).toBeLessThan(2 * (values["write.private"] as number));
    }
  });

  it("lets two machines talk by the clock that may not, but not without sharing", () => {
    for (const values of of("on").slice(1))
      expect([values["covert.errors"], (values["covert.rate"] as number) > 0]).toEqual([0, true]);
    for (const values of of("off").slice(1)) expect(values["covert.errors"]).toBeGreaterThan(4);
  });

  it("takes less than half a percent of a processor at the rate of ESX 2", () => {
    for (const values of of("on")) expect(values["scan.share"]).toBeLessThan(0.005);
  });
});
