import type { BrokenLine } from "./import-error.ts";

/** Characters of a broken field that a message shows. */
const SHOWN = 60;

/** What a number of a line may be. */
export interface NumberRange {
  /** Smallest value; 0 by default. */
  readonly low?: number;
  /** Largest value; any by default. */
  readonly high?: number;
  /** Whether it must be whole; it need not by default. */
  readonly whole?: boolean;
}

/** A line of a file that is being imported. It collects what is wrong with it. */
export class TextLine {
  /** Number in the file, from 1. */
  readonly number: number;
  /** Without its end, be that of Unix or of Windows. */
  readonly text: string;
  readonly broken: BrokenLine[] = [];

  constructor(number: number, text: string) {
    this.number = number;
    this.text = text;
  }

  /** Says that a part of the line is not what it has to be. */
  refuse(field: string, found: string, expected: string): void {
    this.broken.push({ line: this.number, field, found: shortened(found), expected });
  }

  /** The line's fields between separators, without blanks around them; none if there are fewer or more than there should be. */
  fields(separator: string | RegExp, count: number): readonly string[] {
    const fields = this.text.trim().split(separator);
    if (fields.length === count) return fields.map((field) => field.trim());
    this.refuse("number of fields", String(fields.length), String(count));
    return [];
  }

  /** A field that is a decimal number; NaN, and a problem, if it is not one or out of range. */
  decimal(field: string, text: string | undefined, range: NumberRange = {}): number {
    const { low = 0, high = Number.POSITIVE_INFINITY, whole = false } = range;
    const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text ?? "") ? Number(text) : Number.NaN;
    if (number >= low && number <= high && Number.isFinite(number) && (!whole || Number.isSafeInteger(number))) return number;
    this.refuse(field, text === undefined || text === "" ? "empty" : text, describeRange(low, high, whole));
    return Number.NaN;
  }
}

function describeRange(low: number, high: number, whole: boolean): string {
  const kind = whole ? "a whole number" : "a number";
  return high === Number.POSITIVE_INFINITY ? `${kind} of at least ${low}` : `${kind} from ${low} to ${high}`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= SHOWN ? text : `${characters.slice(0, SHOWN).join("")}…`;
}

/** The lines of a text, without their ends. An end after the last line makes no further one. */
export function* linesOf(text: string): Iterable<string> {
  let begin = 0;
  while (begin < text.length) {
    const end = text.indexOf("\n", begin);
    yield text.slice(begin, end < 0 ? text.length : end);
    begin = end < 0 ? text.length : end + 1;
  }
}

/** The lines numbered from 1, without carriage returns and without a byte order mark. */
export function* numberedLines(lines: Iterable<string>): Iterable<TextLine> {
  let number = 0;
  for (const line of lines) {
    number += 1;
    yield new TextLine(number, (number === 1 ? line.replace(/^\uFEFF/, "") : line).replace(/\r$/, ""));
  }
}
