import type { Payload, Value } from "./content.ts";
import { evaluate, type Scope } from "./expression.ts";

/** What a value comes to. */
export const resolve = (value: Value, scope: Scope): unknown =>
  "literal" in value ? value.literal : evaluate(value.expression, scope);

/** What an event carries. */
export function resolvePayload(payload: Payload, scope: Scope): unknown {
  if ("content" in payload) return resolve(payload.content, scope);
  if (payload.fields.length === 0) return undefined;
  return Object.fromEntries(payload.fields.map(([name, value]) => [name, resolve(value, scope)]));
}
