/** How a column of a table of text stands. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Width of a text on a terminal, in characters. */
export function widthOf(text: string): number {
  return [...text].length;
}

/** A table of text: a line of titles, a line for each row, two spaces between columns. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, index) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[index] ?? ""))));
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? "";
        const padding = " ".repeat((widths[index] as number) - widthOf(cell));
        return align === "left" ? cell + padding : padding + cell;
      })
      .join("  ")
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}
