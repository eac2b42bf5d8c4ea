import { throwProblems, type UsageProblem } from "./usage-error.ts";

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown, field: string) => UsageProblem[];

const isRecord = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const is =
  (allowed: string, holds: (value: unknown) => boolean): Check =>
  (value, field) =>
    holds(value) ? [] : [{ field, value: described(value), allowed }];
const optional =
  (check: Check): Check =>
  (value, field) =>
    value === undefined ? [] : check(value, field);

const text = is("a text", (value) => typeof value === "string");
const number = is("a whole number", (value) => typeof value === "number");
const callable = is("a function", (value) => typeof value === "function");
const texts = is("a list of texts", (value) => Array.isArray(value) && value.every((item) => typeof item === "string"));

/** An object with these fields. */
const fields = (allowed: string, checks: Readonly<Record<string, Check>>): Check => {
  return (value, field) => {
    if (!isRecord(value)) return [{ field, value: described(value), allowed }];
    return Object.entries(checks).flatMap(([name, check]) => check(value[name], field === "" ? name : `${field}.${name}`));
  };
};

/** An object of any fields, of one kind. */
const each = (allowed: string, check: Check): Check => {
  return (value, field) => {
    if (!isRecord(value)) return [{ field, value: described(value), allowed }];
    return Object.entries(value).flatMap(([name, item]) => check(item, `${field}.${name}`));
  };
};

const pairs = is("a list of lists of factors", (value) => {
  return Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.every((name) => typeof name === "string"));
});
const measure = fields("an object with unit and of", { unit: text, about: optional(text), of: callable });
const levels = is("a list of levels, or factor(…)", (value) => {
  return Array.isArray(value) || (isRecord(value) && Array.isArray(value.levels) && Array.isArray(value.more));
});

const definition = fields("an object", {
  name: text,
  about: text,
  factors: each("an object with the levels of each factor", levels),
  paired: optional(pairs),
  constraint: optional(callable),
  world: callable,
  until: is("an instant in nanoseconds, or a function", (value) => typeof value === "number" || typeof value === "function"),
  warmUp: optional(is('an instant in nanoseconds, or "auto"', (value) => typeof value === "number" || value === "auto")),
  warmUpSeries: optional(callable),
  whatIf: optional(texts),
  most: optional(number),
  replications: optional(number),
  measures: each("an object with at least one measure", measure),
  evidence: optional(callable),
  series: optional(each("an object with time series", measure)),
  derived: optional(each("an object with derived measures", measure)),
  summary: optional(texts),
  figure: optional(fields("an object with x and y", { x: text, y: text, series: optional(text) })),
  report: optional(callable),
});

/**
 * Checks the types of a definition's fields, for experiments that no compiler has checked.
 *
 * @throws {UsageError} listing every field that is missing or wrong.
 */
export function checkDefinition(value: unknown): void {
  throwProblems(definition(value, isRecord(value) ? "" : "the definition"));
}

function described(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "function") return "a function";
  return typeof value === "object"
    ? Array.isArray(value)
      ? "a list"
      : value === null
        ? "null"
        : "an object"
    : JSON.stringify(value);
}
