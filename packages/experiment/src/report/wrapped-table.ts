import { brokenText } from "./broken-text.ts";
import { wrapWords } from "./tables-that-fit.ts";
import { type TextColumn, textTable, widestOf, widthOf } from "./text-table.ts";

/** Fewest characters that the last column is given, however wide the others are. */
const LEAST = 20;

/**
 * A table of text whose last column holds sentences: it is wrapped at its blanks, and goes on under itself. Names that leave
 * it too little room are broken, and so are words that are too long for it.
 *
 * @param columns the last one stands to the left.
 */
export function wrappedTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width = 80): string[] {
  const last = columns.length - 1;
  const widths = columns.slice(0, -1).map(({ title }, column) => {
    return widestOf(title, rows, (row) => row[column] ?? "");
  });
  const taken = (most: number) => widths.reduce((sum, each) => sum + 2 + Math.min(each, most), 0);
  let most = Math.max(0, ...widths);
  while (most > LEAST && taken(most) > width - LEAST) most -= 1;
  const room = Math.max(LEAST, width - taken(most));
  const shortened = (text: string, column: number) =>
    column === last
      ? wrapWords(wordsBroken(text, room), room)
      : brokenText(text, Math.min(most, widths[column] as number)).join("\n");
  return textTable(
    columns,
    rows.map((row) => columns.map((_, column) => shortened(row[column] ?? "", column))),
  );
}

function wordsBroken(text: string, room: number): string {
  const words = text.split(" ");
  return words.every((word) => widthOf(word) <= room) ? text : words.flatMap((word) => brokenText(word, room)).join(" ");
}
