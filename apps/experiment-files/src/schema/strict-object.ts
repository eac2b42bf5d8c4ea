import { z } from "zod";

/** An object with these fields and no others; what is said of another one names those that there are. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const fields = Object.keys(shape).join(", ");
  return z.strictObject(shape, { error: ({ code }) => (code === "unrecognized_keys" ? fields : undefined) });
}

/** Whether exactly one of some fields is there; adds what is wrong to a schema's issues. */
export function exactlyOne(value: object, fields: readonly string[], context: z.core.$RefinementCtx): void {
  const given = fields.filter((field) => Object.hasOwn(value, field));
  if (given.length === 1) return;
  context.addIssue({ code: "custom", message: `an object with exactly one of ${fields.join(", ")}`, input: value });
}
