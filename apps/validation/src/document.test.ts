import { readFileSync } from "node:fs";
import { inProcess } from "@crosstalk/experiment/node";
import { describe, expect, it } from "vitest";
import { caseExperiment } from "./case-experiment.ts";
import { discussion } from "./discussion.ts";
import { NOT_EXPLAINED, rowTable, validationDocument, worstMisses } from "./document.ts";
import { publishedRows } from "./published.ts";
import { planValidation, validate } from "./validate.ts";

/** Rows that take little to run; CI compares the whole page with what the command writes. */
const quick = publishedRows.filter(({ program }) =>
  /^(nano-.*|forkwait|compile|lmbench-(null-call|fork-proc|mmap-lat))$/.test(program),
);

const page = readFileSync(new URL("../../../docs/validation.md", import.meta.url), "utf8");
const plan = planValidation(quick);
const validation = await validate(plan, inProcess(caseExperiment));

/** Cells of a line of a table, without what pads them. */
const cells = (line: string): string => line.replace(/ +/g, " ");

describe("the comparison with shipped rows", () => {
  it("has a value for each row that can be simulated", () => {
    expect(validation.failures).toEqual([]);
    expect(validation.rows).toHaveLength(plan.rows.length);
    for (const { row, simulated } of validation.rows) expect(Number.isFinite(simulated.mean), row.id).toBe(true);
  });

  it("has its fitted rows within 2 %", () => {
    const fitted = validation.rows.filter(({ role }) => role === "fitted");
    expect(fitted.length).toBeGreaterThan(10);
    for (const { row, error } of fitted) expect(error, row.id).toBeLessThan(0.02);
  });

  it("is what docs/validation.md says (`npm run crosstalk -- validate --markdown docs/validation.md` writes it anew)", () => {
    const lines = page.split("\n").map(cells);
    for (const line of rowTable(validation.rows).split("\n").slice(2)) expect(lines).toContain(cells(line));
  });

  it("is discussed where it is farthest off, and the page says why", () => {
    // Of these few rows the page, which takes the worst of all, has only the worst.
    const worst = worstMisses(validation.rows).slice(0, 3);
    expect(worst).toHaveLength(3);
    for (const { row } of worst) expect(page).toContain(discussion[row.id] ?? "an explanation");
    expect(page).not.toContain(NOT_EXPLAINED);
  });

  it("is discussed for shipped rows only", () => {
    const ids = publishedRows.map(({ id }) => id);
    expect(Object.keys(discussion).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("gives the same page for the same comparison", () => {
    expect(validationDocument(validation)).toBe(validationDocument(structuredClone(validation)));
  });
});
