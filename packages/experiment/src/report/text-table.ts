/** How a column of a table of text stands. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Width of a text on a terminal, in characters. */
export function widthOf(text: string): number {
  return [...text].length;
}

/** A table of text: a line of titles, a line for each row, two spaces between columns. Cells may have several lines. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map(({ title }, index) => widestOf(title, rows, (row) => row[index] ?? ""));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? "";
        const padding = " ".repeat((widths[index] as number) - widthOf(cell));
        return align === "left" ? cell + padding : padding + cell;
      })
      .join("  ")
      .trimEnd();
  return [titles, ...rows].flatMap((row) => {
    const cells = columns.map((_, index) => (row[index] ?? "").split("\n"));
    const height = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) => line(cells.map((lines) => lines[at] ?? "")));
  });
}

/** Width of the widest of a column's title and its cells, of which there may be any number. */
export function widestOf<Row>(title: string, rows: readonly Row[], cellOf: (row: Row) => string): number {
  return rows.reduce((most, row) => Math.max(most, cellWidth(cellOf(row))), cellWidth(title));
}

/** Width of the longest line of a cell. */
export function cellWidth(cell: string): number {
  return cell.includes("\n") ? Math.max(...cell.split("\n").map(widthOf)) : widthOf(cell);
}
