/** What the user asked for can't be done as asked: a bad option, path, name or file. The command exits with code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** One line for each thing that is wrong, with the value found and what is allowed. */
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const list = typeof problems === "string" ? [problems] : problems;
    super(list.join("\n"));
    this.problems = list;
  }
}

/** What was asked for was sound, but doing it failed: a missing tool, a failed run. The command exits with code 1. */
export class RunError extends Error {
  override readonly name = "RunError";
}

/** The user has ended what was asked for before it was done, and nothing is kept. The command exits with code 130. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";

  constructor() {
    super("interrupted");
  }
}
