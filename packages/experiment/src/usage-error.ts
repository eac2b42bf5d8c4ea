import { closestName } from "./closest-name.ts";

/** One thing that is wrong with what was asked for. */
export interface UsageProblem {
  /** Which parameter, such as `replications` or `factors.hogs`. */
  readonly field: string;
  /** What was found, as people write it. */
  readonly value: string;
  /** What was meant, presumably. */
  readonly meant?: string;
  /** What it may be. */
  readonly allowed?: string;
  /** What is wrong with it, where that is not plain from what is allowed. */
  readonly reason?: string;
}

/** What was asked for can't be done as asked. Lists everything that is wrong; nothing was run or written. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** One text for each thing that is wrong. */
  readonly problems: readonly string[];

  constructor(problems: readonly UsageProblem[]) {
    const texts = problems.map(describeProblem);
    super(texts.join("\n"));
    this.problems = texts;
  }
}

/** Throws what is wrong, if anything is. */
export function throwProblems(problems: readonly UsageProblem[]): void {
  if (problems.length > 0) throw new UsageError(problems);
}

/** A whole number, also as people type it; not a number if the text is not one. */
export function wholeNumber(value: number | string): number {
  if (typeof value === "number") return value;
  return /^[+-]?\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
}

/** What is wrong with a number that must be whole and in a range, as a list of one or none. */
export function wholeNumberProblems(field: string, value: number | string, low: number, high: number): UsageProblem[] {
  const number = wholeNumber(value);
  if (Number.isSafeInteger(number) && number >= low && number <= high) return [];
  return [{ field, value: String(value) || "empty", allowed: `a whole number from ${low} to ${high}` }];
}

/** A name that is none of those that there are. */
export function unknownName(field: string, value: string, known: readonly string[]): UsageProblem {
  const meant = closestName(value, known);
  return { field, value, ...(meant === undefined ? {} : { meant }), allowed: `one of ${known.join(", ")}` };
}

/** What is wrong, in one text. */
export function describeProblem({ field, value, meant, allowed, reason }: UsageProblem): string {
  const hint = meant === undefined ? "" : ` (did you mean ${meant}?)`;
  return `${field} is ${value}${hint}${allowed === undefined ? "" : `; allowed is ${allowed}`}${reason === undefined ? "" : `: ${reason}`}`;
}
