import type { z } from "zod";
import { formatPath, formatValue, type Problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** What a schema found wrong with a JSON value, in the words of the rest: what was found, and what is allowed. */
export function shapeProblems(issues: readonly Issue[], json: unknown): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code !== "unrecognized_keys") return [problem(json, issue.path, allowedBy(issue))];
    return issue.keys.map((key) => problem(json, [...issue.path, key], "no field of this name"));
  });
}

function problem(json: unknown, path: readonly PropertyKey[], allowed: string): Problem {
  const value = valueAt(json, path);
  const found = value === undefined ? "missing" : formatValue(value);
  return { path: path.length === 0 ? "the whole" : formatPath(path), message: `is ${found}; allowed is ${allowed}` };
}

function allowedBy(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return nameOf(issue.expected);
    case "too_small":
      return bound(issue.origin, issue.inclusive ? "at least" : "more than", Number(issue.minimum));
    case "too_big":
      return bound(issue.origin, issue.inclusive ? "at most" : "less than", Number(issue.maximum));
    case "invalid_value":
      return listed(issue.values);
    case "invalid_format":
      return issue.format === "datetime" ? "an instant such as 2026-01-31T12:00:00Z" : issue.message.replace(/^must be /, "");
    case "invalid_union":
      return "options" in issue && issue.options !== undefined ? listed(issue.options) : issue.message;
    default:
      return issue.message;
  }
}

function listed(values: readonly unknown[]): string {
  return values.map(formatValue).join(", ");
}

function bound(origin: string, relation: string, limit: number): string {
  if (origin === "array") return `a list with ${relation} ${limit} entries`;
  return origin === "string" ? `text of ${relation} ${limit} characters` : `${relation} ${limit}`;
}

function nameOf(type: string): string {
  const names: Readonly<Record<string, string>> = {
    ...{ string: "text", number: "a number", int: "a whole number", array: "a list", object: "an object", record: "an object" },
    ...{ boolean: "true or false", null: "null" },
  };
  return names[type] ?? type;
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    json,
  );
}
