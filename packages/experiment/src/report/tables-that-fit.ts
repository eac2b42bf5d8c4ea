import { brokenText } from "./broken-text.ts";
import { type TextColumn, textTable, widestOf, widthOf } from "./text-table.ts";

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

/** Fewest characters that a column is narrowed to. */
const LEAST = 8;

/** Share of a line that the keys are left when what stands beside them is wide, too. */
const SHARE_OF_KEYS = 0.6;

/**
 * Tables of text with as many columns side by side as fit, the keys first in each. Where the keys and one column beside them
 * don't fit, long names in them are broken, the longest first.
 *
 * @param width most characters of a line, unless there are so many keys that no name can be broken that far.
 */
export function tablesThatFit(keys: readonly FilledColumn[], numbers: readonly FilledColumn[], width: number): string[] {
  const widest = Math.max(0, ...numbers.map(spaceOf));
  const forKeys = width + 2 - Math.min(widest, Math.ceil(width * (1 - SHARE_OF_KEYS)));
  const narrowKeys = narrowed(keys, forKeys);
  const taken = narrowKeys.reduce((sum, column) => sum + spaceOf(column), 0);
  const narrowNumbers = numbers.flatMap((column) => narrowed([column], Math.max(LEAST + 2, width + 2 - taken)));
  return split(narrowKeys, narrowNumbers, width).map((columns) => {
    const rows = (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ""));
    return textTable(columns, rows).join("\n");
  });
}

/** Characters that a column takes, with the blanks after it. */
const spaceOf = ({ title, cells }: FilledColumn): number => widestOf(title, cells, (cell) => cell) + 2;

/** Columns that take so much room together, if names can be broken that far; those that are widest give way. */
function narrowed(columns: readonly FilledColumn[], room: number): readonly FilledColumn[] {
  const spaces = columns.map(spaceOf);
  const together = (most: number) => spaces.reduce((sum, space) => sum + Math.min(space, most), 0);
  let most = Math.max(0, ...spaces);
  while (most > LEAST + 2 && together(most) > room) most -= 1;
  const shortened = (text: string) => brokenText(text, most - 2).join("\n");
  return columns.map((column, index) =>
    (spaces[index] as number) <= most
      ? column
      : { ...column, title: shortened(column.title), cells: column.cells.map(shortened) },
  );
}

function split(keys: readonly FilledColumn[], numbers: readonly FilledColumn[], width: number): FilledColumn[][] {
  const taken = keys.reduce((sum, column) => sum + spaceOf(column), 0);
  const tables: FilledColumn[][] = [];
  let free = 0;
  for (const column of numbers) {
    free -= spaceOf(column);
    if (free < 0 || tables.length === 0) {
      tables.push([...keys]);
      free = width + 2 - taken - spaceOf(column);
    }
    tables.at(-1)?.push(column);
  }
  return tables;
}

/** Joins phrases by commas, with a new line where the next would not fit; one that is longer than a line is broken. */
export function wrapPhrases(phrases: readonly string[], width: number): string {
  return phrases.reduce((text, phrase) => {
    const whole = brokenText(phrase, width - 1).join("\n");
    if (text === "") return whole;
    const line = text.slice(text.lastIndexOf("\n") + 1);
    return widthOf(line) + widthOf(phrase) + 2 > width ? `${text},\n${whole}` : `${text}, ${whole}`;
  }, "");
}

/** Breaks a text into lines at its spaces. A word that is longer than a line, such as a path, stays whole. */
export function wrapWords(text: string, width: number): string {
  return text.split(" ").reduce((lines, word) => {
    const line = lines.slice(lines.lastIndexOf("\n") + 1);
    return lines !== "" && widthOf(line) + widthOf(word) + 1 > width ? `${lines}\n${word}` : `${lines}${lines && " "}${word}`;
  }, "");
}
