import { type BrokenLine, ImportError } from "./import-error.ts";
import { linesOf, numberedLines, type TextLine } from "./text-line.ts";

/** What an importer has made of lines. */
export interface Reading<Value> {
  readonly value: Value;
  /** What is wrong with single lines, which are not in the value. */
  readonly broken: readonly BrokenLine[];
  /** What is wrong with the whole, such as that there is nothing in it; can't be skipped. */
  readonly unusable?: readonly BrokenLine[];
}

/** A reader of one format of files of the real world. */
export interface Importer<Value = unknown> {
  /** What users call the format. */
  readonly name: string;
  /** What such a file is, and by what it is made. */
  readonly about: string;
  /** Where the format is defined. */
  readonly source: string;
  /** Takes in the lines, in order. */
  read(lines: Iterable<TextLine>): Reading<Value>;
  /** The value in a few lines, each a label and a text with units. */
  summarize(value: Value): readonly (readonly [label: string, text: string])[];
}

/** How a file is imported. */
export interface ImportOptions {
  /** Whether broken lines are left out instead of refused; they are refused by default. */
  readonly skipBroken?: boolean;
}

/** What was imported. */
export interface Imported<Value> {
  readonly value: Value;
  /** The broken lines that were left out. */
  readonly skipped: readonly BrokenLine[];
}

/**
 * Imports a file of the real world.
 *
 * @param from its text, or its lines without their ends: long files need not be in memory as a whole.
 * @param file what to call it in messages.
 * @throws {ImportError} with all broken lines, unless they are to be skipped; or if there is nothing usable in it.
 */
export function importLines<Value>(
  importer: Importer<Value>,
  from: string | Iterable<string>,
  file: string,
  { skipBroken = false }: ImportOptions = {},
): Imported<Value> {
  const { value, broken, unusable = [] } = importer.read(numberedLines(typeof from === "string" ? linesOf(from) : from));
  // A file is often unusable because its lines are broken: then these tell more.
  const refused = skipBroken || broken.length === 0 ? unusable : broken;
  if (refused.length > 0) throw new ImportError(file, refused);
  return { value, skipped: broken };
}

/** Reads lines one by one, each into a record, or nothing where it holds none. A line with problems makes no record. */
export function readRecords<Entry>(
  lines: Iterable<TextLine>,
  toRecord: (line: TextLine) => Entry | undefined,
): { readonly records: Entry[]; readonly broken: BrokenLine[] } {
  const records: Entry[] = [];
  const broken: BrokenLine[] = [];
  for (const line of lines) {
    const record = line.text.trim() === "" ? undefined : toRecord(line);
    for (const each of line.broken) broken.push(each);
    if (record !== undefined && line.broken.length === 0) records.push(record);
  }
  return { records, broken };
}

/** That a file holds none of what it should hold many of; nothing if it holds some. */
export function mustHold(what: string, records: readonly unknown[]): BrokenLine[] {
  return records.length > 0 ? [] : [{ field: `number of ${what}`, found: "0", expected: "at least 1" }];
}

/**
 * That a table doesn't end in the line of totals with which its tool always ends it: the file was cut off.
 *
 * @param line number of the file's last line that isn't blank.
 */
export function missingTotal(line: number, field: string, tool: string): BrokenLine {
  return { line, field, found: "missing, so that rows may be, too", expected: `a line of totals at the end, as ${tool} prints` };
}
