/** A line of a file, or the whole file, that is not what its format asks for. */
export interface BrokenLine {
  /** Number of the line, from 1; absent where the file as a whole is meant. */
  readonly line?: number;
  /** Which part of it, such as `vm created`. */
  readonly field: string;
  /** What stands there, shortened. */
  readonly found: string;
  /** What may stand there. */
  readonly expected: string;
}

/** A file that can't be imported as it is. Lists everything that is wrong with it; nothing of it was taken. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  /** What the file was called. */
  readonly file: string;
  readonly broken: readonly BrokenLine[];
  /** One text for each thing that is wrong. */
  readonly problems: readonly string[];

  constructor(file: string, broken: readonly BrokenLine[]) {
    const problems = broken.map((each) => describeBrokenLine(file, each));
    super(problems.join("\n"));
    this.file = file;
    this.broken = broken;
    this.problems = problems;
  }
}

/** What is wrong, in one text: `vms.csv:3: vm created is x; allowed is a number of at least 0`. */
export function describeBrokenLine(file: string, { line, field, found, expected }: BrokenLine): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${field} is ${found}; allowed is ${expected}`;
}
