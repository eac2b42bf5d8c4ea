import { type TextColumn, textTable, widthOf } from "./text-table.ts";

/** A column of a table of text with what is in it, from the first row to the last. */
export interface FilledColumn extends TextColumn {
  readonly cells: readonly string[];
}

/** The levels of a factor as a column; numbers stand to the right. */
export function levelColumn(
  points: readonly { readonly levels: Readonly<Record<string, string>> }[],
  factor: string,
): FilledColumn {
  const cells = points.map(({ levels }) => levels[factor] ?? "");
  return { title: factor, align: cells.every((cell) => /^-?[\d.]+$/.test(cell)) ? "right" : "left", cells };
}

/**
 * Tables of text with as many columns side by side as fit, the keys first in each.
 *
 * @param width most characters of a line; a single column beside the keys may be wider.
 */
export function tablesThatFit(keys: readonly FilledColumn[], numbers: readonly FilledColumn[], width: number): string[] {
  return split(keys, numbers, width).map((columns) => {
    const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ""));
    return textTable(columns, rows).join("\n");
  });
}

function split(keys: readonly FilledColumn[], numbers: readonly FilledColumn[], width: number): FilledColumn[][] {
  const space = ({ title, cells }: FilledColumn) => Math.max(widthOf(title), ...cells.map(widthOf)) + 2;
  const taken = keys.reduce((sum, column) => sum + space(column), 0);
  const tables: FilledColumn[][] = [];
  let free = 0;
  for (const column of numbers) {
    free -= space(column);
    if (free < 0 || tables.length === 0) {
      tables.push([...keys]);
      free = width + 2 - taken - space(column);
    }
    tables.at(-1)?.push(column);
  }
  return tables;
}

/** Joins phrases by commas, with a new line where the next would not fit. */
export function wrapPhrases(phrases: readonly string[], width: number): string {
  return phrases.reduce((text, phrase) => {
    if (text === "") return phrase;
    const line = text.slice(text.lastIndexOf("\n") + 1);
    return widthOf(line) + widthOf(phrase) + 2 > width ? `${text},\n${phrase}` : `${text}, ${phrase}`;
  }, "");
}

/** Breaks a text into lines at its spaces. */
export function wrapWords(text: string, width: number): string {
  return text.split(" ").reduce((lines, word) => {
    const line = lines.slice(lines.lastIndexOf("\n") + 1);
    return lines !== "" && widthOf(line) + widthOf(word) + 1 > width ? `${lines}\n${word}` : `${lines}${lines && " "}${word}`;
  }, "");
}
