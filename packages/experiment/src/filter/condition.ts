/** How a level is compared. */
export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A comparison of a factor's level with a text: a pattern in which `*` stands for any characters, or a number. */
export interface Comparison {
  readonly kind: "comparison";
  readonly factor: string;
  readonly comparator: Comparator;
  readonly value: string;
}

/** What a filter says, as a tree. */
export type Condition =
  | Comparison
  | { readonly kind: "and" | "or"; readonly parts: readonly Condition[] }
  | { readonly kind: "not"; readonly part: Condition };

/** All comparisons of a condition, in the order in which they are written. */
export function comparisonsOf(condition: Condition): readonly Comparison[] {
  if (condition.kind === "comparison") return [condition];
  return condition.kind === "not" ? comparisonsOf(condition.part) : condition.parts.flatMap(comparisonsOf);
}
