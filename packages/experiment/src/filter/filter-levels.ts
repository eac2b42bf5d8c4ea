import { didYouMean } from "../closest-name.ts";
import { slugOf } from "../level.ts";
import type { Selection } from "../selection.ts";
import type { UsageProblem } from "../usage-error.ts";
import { type Comparison, type Condition, comparisonsOf } from "./condition.ts";
import { LoneWordError, parseCondition } from "./parse-condition.ts";

/** Whether a combination of levels is run. */
export type LevelFilter = (levels: Readonly<Record<string, string>>) => boolean;

/**
 * The filter that a text asks for, such as `platform=xen* && hogs>1`, and everything that is wrong with it: factors that don't
 * exist, patterns that no level matches, orders among levels that are no numbers.
 *
 * Levels are told apart by their names or as they are typed on the command line, in upper or lower case.
 *
 * @param selection the levels that are run; absent while they aren't known, and then only the text itself is looked at.
 */
export function filterOf(text: string, selection?: Selection): { passes: LevelFilter; problems: UsageProblem[] } {
  try {
    const condition = parseCondition(text);
    const comparisons = selection === undefined ? [] : comparisonsOf(condition);
    const reasons = comparisons.flatMap((comparison) => reasonsAgainst(comparison, selection ?? {}));
    return {
      passes: (levels) => holds(condition, levels),
      problems: reasons.map((reason) => ({ field: "filter", value: text, reason })),
    };
  } catch (error) {
    const problem = {
      field: "filter",
      value: text.trim() || "empty",
      allowed: "comparisons of factors, such as platform=xen* && hogs>1",
    };
    const meant = error instanceof LoneWordError ? comparisonMeant(error.word, selection ?? {}) : undefined;
    const hint = meant === undefined ? "" : ` (did you mean ${meant}?)`;
    return { passes: () => true, problems: [{ ...problem, reason: `${(error as Error).message}${hint}` }] };
  }
}

/** The comparison that a word alone may be meant for: of the factor of that name, or that has such levels. */
function comparisonMeant(word: string, selection: Selection): string | undefined {
  const [first] = selection[word] ?? [];
  if (first !== undefined) return `${word}=${slugOf(first.name)}`;
  for (const pattern of [word, `${word}*`])
    for (const [factor, levels] of Object.entries(selection))
      if (levels.some(({ name }) => matches(name, pattern))) return `${factor}=${pattern}`;
  return undefined;
}

function reasonsAgainst({ factor, comparator, value }: Comparison, selection: Selection): string[] {
  const levels = selection[factor]?.map(({ name }) => name);
  if (levels?.length === 0) return []; // none was understood, which is told already
  if (levels === undefined) {
    const factors = Object.keys(selection);
    return [`there is no factor ${factor}${didYouMean(factor, factors)}; allowed is one of ${factors.join(", ")}`];
  }
  if (comparator === "=" || comparator === "!=") {
    if (levels.some((level) => matches(level, value))) return [];
    const slugs = levels.map(slugOf);
    const allowed = `allowed is one of ${slugs.join(", ")}, * for any characters`;
    return [`no level of ${factor} matches ${value}${didYouMean(value, slugs)}; ${allowed}`];
  }
  const odd = [...levels, value].find((each) => !isNumber(each));
  return odd === undefined ? [] : [`${factor} can't be ordered by ${comparator}: ${odd || "an empty text"} is no number`];
}

function holds(condition: Condition, levels: Readonly<Record<string, string>>): boolean {
  switch (condition.kind) {
    case "and":
      return condition.parts.every((part) => holds(part, levels));
    case "or":
      return condition.parts.some((part) => holds(part, levels));
    case "not":
      return !holds(condition.part, levels);
    case "comparison":
      return compares(levels[condition.factor] ?? "", condition);
  }
}

function compares(level: string, { comparator, value }: Comparison): boolean {
  switch (comparator) {
    case "=":
      return matches(level, value);
    case "!=":
      return !matches(level, value);
    case "<":
      return Number(level) < Number(value);
    case "<=":
      return Number(level) <= Number(value);
    case ">":
      return Number(level) > Number(value);
    case ">=":
      return Number(level) >= Number(value);
  }
}

function matches(level: string, pattern: string): boolean {
  if (isNumber(level) && isNumber(pattern)) return Number(level) === Number(pattern);
  const literal = (text: string) => text.toLowerCase().replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const whole = new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`, "s");
  return whole.test(level.toLowerCase()) || whole.test(slugOf(level));
}

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}
