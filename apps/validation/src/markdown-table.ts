/** A table in Markdown, the first column to the left and the others to the right, padded as the formatter pads. */
export function markdownTable(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  const cells = [titles, ...lines].map((line) => line.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = titles.map((_, column) => Math.max(3, ...cells.map((line) => [...(line[column] ?? "")].length)));
  const left = (column: number): boolean => column === 0 || lines.every((line) => !/^[-+]?\d/.test(line[column] ?? ""));
  const line = (texts: readonly string[]): string => {
    const padded = texts.map((text, column) => {
      const blank = " ".repeat((widths[column] as number) - [...text].length);
      return left(column) ? text + blank : blank + text;
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, column) => (left(column) ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  const [first, ...rest] = cells;
  return [line(first as readonly string[]), `| ${rule.join(" | ")} |`, ...rest.map(line)].join("\n");
}
