import { z } from "zod";
import { experimentSchema } from "./schema/experiment-file.ts";
import { worldFields } from "./schema/world.ts";

type Schema = z.core.JSONSchema.BaseSchema;

/** A level in the place of a value, and what another file has. */
const factorReference: Schema = {
  type: "string",
  pattern: "^\\$[A-Za-z][\\w-]*(\\.[\\w-]+)*$",
  description: "the level of a factor, or a field of it",
};
const fileReference: Schema = {
  type: "object",
  required: ["$ref"],
  properties: { $ref: { type: "string", description: "a file, or a part of one: ./parts.yaml#/host" } },
};

/**
 * The JSON Schema of experiment files, made of the schema that checks them, for editors. It allows references: of factors in
 * the parts that make the world, and of files everywhere. What the parts of a file say of each other, it can't check.
 */
export function experimentJsonSchema(): object {
  const { $defs = {}, properties = {}, ...schema } = z.toJSONSchema(experimentSchema, { io: "input", reused: "inline" });
  const fields = Object.entries(properties).map(([field, part]) => [field, referable(part, worldFields.includes(field))]);
  const definitions = Object.entries($defs).map(([name, part]) => [name, inside(part, true)]);
  return {
    ...schema,
    title: "Crosstalk experiment",
    properties: Object.fromEntries(fields),
    $defs: { ...Object.fromEntries(definitions), factor: factorReference, file: fileReference },
  };
}

/** A part in whose place a reference may stand, and within it as well. */
function referable(part: unknown, ofWorld: boolean): unknown {
  const references = [...(ofWorld ? [{ $ref: "#/$defs/factor" }] : []), { $ref: "#/$defs/file" }];
  return { anyOf: [inside(part, ofWorld), ...references] };
}

function inside(part: unknown, ofWorld: boolean): unknown {
  if (typeof part !== "object" || part === null) return part;
  const of = (each: unknown) => referable(each, ofWorld);
  const changed = Object.entries(part as Schema).map(([key, value]) => {
    if (key === "properties")
      return [key, Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, of(each)]))];
    if (key === "items" || (key === "additionalProperties" && typeof value === "object")) return [key, of(value)];
    if (key === "anyOf" || key === "oneOf") return [key, (value as unknown[]).map((each) => inside(each, ofWorld))];
    return [key, value];
  });
  return Object.fromEntries(changed);
}
