import type { ReportCell, ReportTable } from "./experiment-report.ts";

/** Width of an A4 page between margins of 14 mm, in points. */
const PAGE = 515;

/** Of a letter in the type of printed tables, 8 points, on average with some to spare; and of a cell's padding. */
const [LETTER, PADDING] = [5, 8];

/** Letters after which a text goes on in a next line, wherever that breaks it. */
export const BROKEN = 30;

/**
 * How the columns of a table that is wider than a printed page stand in several, one below the other: the numbers of each
 * one's columns. Those that tell the rows apart, which are the texts before the first number or else the first column, are
 * in all of them. Undefined where the page has room for the whole.
 */
export function printedColumns(table: ReportTable): readonly (readonly number[])[] | undefined {
  const { columns } = table;
  const widths = columns.map((_, column) => widthOf(table, column));
  const width = (of: readonly number[]) => of.reduce((sum, column) => sum + (widths[column] ?? 0), 0);
  const all = columns.map((_, column) => column);
  if (width(all) <= PAGE) return undefined;
  const first = columns.findIndex(({ align }) => align === "right");
  const keys = all.slice(0, Math.max(1, first));
  const blocks: number[][] = [];
  for (const column of all.slice(keys.length)) {
    const last = blocks.at(-1);
    if (last !== undefined && width([...last, column]) <= PAGE) last.push(column);
    else blocks.push([...keys, column]);
  }
  return blocks.length < 2 ? undefined : blocks;
}

/** Numbers stand in one line, and so do short texts; titles are broken between words, long texts anywhere. */
function widthOf({ columns, rows }: ReportTable, column: number): number {
  const { title = "", align } = columns[column] ?? {};
  const cells = rows.map((row) => lettersOf(row[column] ?? ""));
  const words = Math.max(...title.split(" ").map((word) => word.length));
  const longest = cells.reduce((most, letters) => Math.max(most, letters), 0);
  const broken = align === "right" ? longest : Math.min(longest, BROKEN);
  return Math.max(words, broken) * LETTER + PADDING;
}

const lettersOf = (cell: ReportCell): number => (typeof cell === "string" ? cell : cell.text).length;
