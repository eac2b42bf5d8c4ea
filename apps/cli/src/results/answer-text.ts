import type { QueryAnswer, QueryValue } from "./query-tables.ts";

/** Digits to which numbers that are not whole are shown. */
const DIGITS = 6;

/**
 * An answer as a table of text. Columns that don't fit side by side come in tables one below the other, which then begin
 * with the number of the row.
 *
 * @param width most characters of a line; a single column may be wider.
 */
export async function answerText({ columns, rows }: QueryAnswer, width = 80): Promise<string> {
  const { tablesThatFit } = await import("@crosstalk/experiment");
  if (columns.length === 0) return "";
  const filled = columns.map((title, index) => {
    const values = rows.map((row) => row[index]);
    const numbers = values.some((value) => typeof value === "number");
    return { title, align: numbers ? ("right" as const) : ("left" as const), cells: values.map(cellText) };
  });
  const whole = tablesThatFit([], filled, width);
  const numbered = { title: "row", align: "right" as const, cells: rows.map((_, index) => String(index + 1)) };
  const tables = whole.length === 1 ? whole : tablesThatFit([numbered], filled, width);
  return `${tables.join("\n\n")}\n${rows.length === 0 ? "no rows\n" : ""}`;
}

function cellText(value: QueryValue): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));
  return typeof value === "string" ? value.replaceAll("\n", " ") : JSON.stringify(value);
}
