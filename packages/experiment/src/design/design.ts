import { type UsageProblem, wholeNumber } from "../usage-error.ts";

/** Which combinations of levels are run. */
export type Design =
  /** All of them. */
  | { readonly kind: "full-factorial" }
  /** The first level of every factor, and for each factor its other levels beside the first ones of all others. */
  | { readonly kind: "one-at-a-time" }
  /** All combinations of the other factors, each at so many points drawn from the ranges. */
  | { readonly kind: "latin-hypercube"; readonly points: number };

/** Most points of a Latin hypercube. */
const MOST_POINTS = 100_000;

/** The design of a text such as `one-at-a-time` or `latin-hypercube:20`; all combinations if there is none. */
export function designNamed(text = "full-factorial"): Design | undefined {
  const [kind, count, ...more] = text.trim().split(":");
  if (more.length > 0) return undefined;
  if (kind === "full-factorial" || kind === "one-at-a-time") return count === undefined ? { kind } : undefined;
  const points = wholeNumber(count ?? "");
  return kind === "latin-hypercube" && points >= 2 && points <= MOST_POINTS ? { kind, points } : undefined;
}

/** What is wrong with the text of a design, as a list of one or none. */
export function designProblems(text: string | undefined): UsageProblem[] {
  if (designNamed(text) !== undefined) return [];
  const allowed = `full-factorial, one-at-a-time or latin-hypercube:N, N from 2 to ${MOST_POINTS}`;
  return [{ field: "design", value: text?.trim() || "empty", allowed }];
}
