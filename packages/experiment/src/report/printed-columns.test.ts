import { describe, expect, it } from "vitest";
import type { ReportTable } from "./experiment-report.ts";
import { htmlPage } from "./html-page.ts";
import { printedColumns } from "./printed-columns.ts";

/** A table of so many texts, then so many numbers. */
function tableOf(texts: number, numbers: number): ReportTable {
  const columns = [
    ...Array.from({ length: texts }, (_, index) => ({ title: `factor${index}` })),
    ...Array.from({ length: numbers }, (_, index) => ({ title: `measure${index}`, align: "right" as const })),
  ];
  return { caption: "told once", columns, rows: [columns.map(({ title }) => `${title}: 1.23 ± 0.04`)] };
}

describe("a table in print", () => {
  it("is in one piece where the page has room, however long a text is", () => {
    expect(printedColumns(tableOf(2, 2))).toBeUndefined();
    expect(printedColumns({ columns: [{ title: "what" }, { title: "value" }], rows: [["a", "x".repeat(500)]] })).toBeUndefined();
  });

  it("is in parts where not, each with what tells the rows apart, and all numbers in one of them in order", () => {
    const parts = printedColumns(tableOf(2, 9)) ?? [];
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part.slice(0, 2)).toEqual([0, 1]);
    expect(parts.flatMap((part) => part.slice(2))).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("repeats the first column where numbers come first, as a run's does", () => {
    const parts = printedColumns(tableOf(0, 9)) ?? [];
    for (const part of parts) expect(part[0]).toBe(0);
  });

  it("is whole on the screen, where it sorts; its parts are for print alone, and not read out", () => {
    const page = htmlPage({ title: "t", text: "", sections: [{ heading: "h", tables: [tableOf(2, 9)] }] });
    const parts = printedColumns(tableOf(2, 9)) ?? [];
    expect(page.match(/<div class="wide parted">/g)).toHaveLength(1);
    expect(page.match(/<div class="wide printed" aria-hidden="true">/g)).toHaveLength(parts.length);
    expect(page.match(/<caption>told once<\/caption>/g)).toHaveLength(2);
    expect(page.match(/measure8: 1.23/g)).toHaveLength(2);
    expect(page.match(/factor0: 1.23/g)).toHaveLength(1 + parts.length);
    expect(page).toMatch(/@media print \{[^@]*\.parted \{ display: none; \}/);
  });
});
