import { wrapWords } from "./tables-that-fit.ts";
import { type TextColumn, textTable, widthOf } from "./text-table.ts";

/** Fewest characters that the last column is given, however wide the others are. */
const LEAST = 20;

/**
 * A table of text whose last column holds sentences: it is wrapped at its blanks, and goes on under itself. A line without a
 * cell that is wider is at most `width` characters long.
 *
 * @param columns the last one stands to the left.
 */
export function wrappedTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width = 80): string[] {
  const taken = columns.slice(0, -1).reduce((sum, { title }, index) => {
    return sum + 2 + Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? "")));
  }, 0);
  const room = Math.max(LEAST, width - taken);
  const wrapped = rows.flatMap((row) => {
    const lines = wrapWords(row[columns.length - 1] ?? "", room).split("\n");
    return lines.map((line, index) => [
      ...columns.slice(0, -1).map((_, column) => (index === 0 ? (row[column] ?? "") : "")),
      line,
    ]);
  });
  return textTable(columns, wrapped);
}
