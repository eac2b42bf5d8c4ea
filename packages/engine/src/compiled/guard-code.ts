import type { Code } from "./code.ts";
import type { Configuration } from "./configuration.ts";
import type { Guard } from "./guards.ts";

/** A guard as an expression over `context` and `event`, in which the author's functions are called where they stand. */
export function guardExpression(code: Code, guard: Guard, configuration: Configuration): string {
  const { parts } = guard;
  if (parts === undefined) return `${code.constant(guard.holds)}(context, event, ${code.constant(configuration)})`;
  if (parts.kind === "function") {
    const { run, params } = parts;
    const given = typeof params === "function" ? `${code.constant(params)}({ context, event })` : code.constant(params);
    return `${code.constant(run)}({ context, event }, ${given})`;
  }
  const of = parts.of.map((part) => `(${guardExpression(code, part, configuration)})`);
  if (parts.kind === "not") return `!${of[0]}`;
  if (of.length === 0) return String(parts.kind === "and");
  return of.join(parts.kind === "and" ? " && " : " || ");
}
