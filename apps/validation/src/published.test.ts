import { fittedRows } from "@crosstalk/barham-2003";
import { lmbenchName } from "@crosstalk/workloads";
import { describe, expect, it } from "vitest";
import { obstacles } from "./expressible.ts";
import { fittedIds, publishedRows } from "./published.ts";
import { publishedMeasure } from "./published-measure.ts";

const ids = publishedRows.map(({ id }) => id);
const expressible = publishedRows.filter((row) => obstacles(row).length === 0);

describe("the shipped published rows", () => {
  it("have an id each, a source, and a way in which they were read", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, paper, table, source, read, confidence } of publishedRows) {
      expect([id, paper, table, source, read, confidence].every((each) => each !== undefined)).toBe(true);
    }
  });

  it("have all a published value of their baseline", () => {
    const without = publishedRows.filter((row) => row.platform !== "linux" && publishedMeasure(row, publishedRows) === undefined);
    expect(without).toEqual([]);
  });

  it("can all be simulated", () => {
    const wanting = publishedRows.flatMap((row) => obstacles(row).map(({ field, value }) => `${field} ${value}`));
    expect([...new Set(wanting)]).toEqual([]);
  });
});

describe("the fitted rows", () => {
  const there = Object.entries(fittedIds).filter(([platform]) => expressible.some((row) => row.platform === platform));

  it.each(there)("of %s are quoted rows of it, at most a third of those that can be simulated", (platform, fitted) => {
    const own = expressible.filter((row) => row.platform === platform && row.provenance === "quoted");
    expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining([...fitted]));
    expect(fitted.length).toBeLessThanOrEqual(own.length / 3);
  });

  it("are, of Barham's tables, those that apps/barham-2003 lists", () => {
    for (const [name, rows] of Object.entries(fittedRows)) {
      if (name === "linux") continue;
      const fitted = fittedIds[name === "xen" ? "xen-2003" : name] ?? [];
      const programs = publishedRows.filter(({ id }) => fitted.includes(id)).map(({ program }) => program);
      expect(programs.sort(), name).toEqual(rows.map(lmbenchName).sort());
    }
  });
});
