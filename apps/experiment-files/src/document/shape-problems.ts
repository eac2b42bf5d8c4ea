import { closestName } from "@crosstalk/experiment/closest-name";
import type { z } from "zod";
import type { Path } from "./place.ts";
import { type Problem, valueText } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong with a value: what is there, what is allowed, and what may have been meant. */
export function shapeProblems(issues: readonly Issue[], whole: unknown, base: Path = []): Problem[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField([...path, key], key, issue.message));
    if (issue.code === "invalid_union") return unionProblems(issue, whole, path);
    if (issue.code === "invalid_key") return [{ path, message: `is no name; allowed is ${issue.issues[0]?.message}` }];
    return [allowed(path, valueAt(whole, path), allowedBy(issue), choicesOf(issue))];
  });
}

/** A problem with a value of which it is known what is allowed. */
export function allowed(path: Path, value: unknown, what: string, choices: readonly string[] = []): Problem {
  const meant = typeof value === "string" ? closestName(value, choices) : undefined;
  return { path, message: `is ${valueText(value)}; allowed is ${what}${hint(meant)}` };
}

function unknownField(path: Path, key: string, fields: string): Problem {
  const meant = closestName(key, fields.split(", "));
  return { path, message: `is no field that there is; allowed are ${fields}${hint(meant)}`, strange: true };
}

const hint = (meant: string | undefined): string => (meant === undefined ? "" : ` (did you mean ${meant}?)`);

/** Of several forms the one that the value has, if it is told by its type; else what each of them is. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, whole: unknown, path: Path): Problem[] {
  const value = valueAt(whole, path);
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : undefined;
  if (options !== undefined) return [allowed(path, value, `one of ${options.join(", ")}`, options)];
  const ofItsType = issue.errors.filter((errors) => !errors.some((each) => each.path.length === 0 && isOfType(each)));
  const [only] = ofItsType;
  if (only !== undefined && ofItsType.length === 1) return shapeProblems(only, whole, path);
  const firsts = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
  const choices = firsts.flatMap(choicesOf);
  return [allowed(path, value, [...new Set(firsts.map(allowedBy))].join("; or "), choices)];
}

/** Whether the issue is that the value is of another type than this form: a text where an object is allowed, or so. */
function isOfType(issue: Issue): boolean {
  if (issue.code === "invalid_type") return true;
  if (issue.code === "invalid_union")
    return issue.errors.every((errors) => errors.some((each) => each.path.length === 0 && isOfType(each)));
  return (
    issue.code === "invalid_value" &&
    typeof issue.input !== "string" &&
    issue.values.every((each) => typeof each !== typeof issue.input)
  );
}

function choicesOf(issue: Issue): readonly string[] {
  return issue.code === "invalid_value" ? issue.values.map(String) : [];
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return / /.test(issue.message) && !issue.message.startsWith("Invalid input") ? issue.message : nameOf(issue.expected);
    case "too_small":
      return bound(issue.origin, issue.inclusive ? "at least" : "more than", Number(issue.minimum));
    case "too_big":
      return bound(issue.origin, issue.inclusive ? "at most" : "less than", Number(issue.maximum));
    case "invalid_value":
      if (!issue.message.startsWith("Invalid")) return issue.message;
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "invalid_union":
      return [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [allowedBy(first)])))].join("; or ");
    default:
      return issue.message;
  }
}

function bound(origin: string, relation: string, limit: number): string {
  if (origin === "array") return `a list with ${relation} ${limit} entries`;
  return origin === "string" ? `a text of ${relation} ${limit} characters` : `a number of ${relation} ${limit}`;
}

const types: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "an object of fields",
  record: "an object of names and what they stand for",
  boolean: "true or false",
};

const nameOf = (type: string): string => types[type] ?? type;

/** What is at a path of a JSON value; undefined if there is nothing. */
export function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    json,
  );
}
