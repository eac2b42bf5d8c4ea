import { z } from "zod";

/** An object with these fields and no others; what is said of another one names those that there are. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const fields = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error({ code }) {
      if (code === "invalid_type") return `an object of ${fields}`;
      return code === "unrecognized_keys" ? fields : undefined;
    },
  });
}

/** A check that exactly one of some fields is there, made also where other things are wrong. */
export function exactlyOneOf(fields: readonly string[]): readonly [(value: object) => boolean, RefineOptions] {
  const holds = (value: object) => fields.filter((field) => Object.hasOwn(value, field)).length === 1;
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);
  return [holds, { error: `an object with exactly one of ${fields.join(", ")}`, when: ({ value }) => isObject(value) }];
}

interface RefineOptions {
  error: string;
  when(payload: z.core.ParsePayload): boolean;
}
