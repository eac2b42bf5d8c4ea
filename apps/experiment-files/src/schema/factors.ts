import { z } from "zod";
import { strictObject } from "./strict-object.ts";

const plain = z.union([z.string().min(1), z.number(), z.boolean()]);

/**
 * A level with fields: its name is `level`, its value the other fields, or what `value` has. `each` gives parameters with
 * lists of values: one level for each combination.
 */
const nestedLevel = z.looseObject({
  level: z.string().min(1),
  each: z.record(z.string(), z.array(plain).min(1)).optional(),
});

const whole = z.boolean().optional();
const end = z.number();

/** Numbers from one to another, evenly spaced: in so many levels, or by steps. */
const range = strictObject({
  from: end,
  to: end,
  levels: z.int().min(2).max(10_000).optional(),
  step: z.number().positive().optional(),
  whole,
}).superRefine(({ from, to, levels, step }, context) => {
  if (from >= to) context.addIssue({ code: "custom", message: "a range whose to is above its from", input: to, path: ["to"] });
  if (step === undefined || step <= 0) return;
  if (levels !== undefined)
    context.addIssue({ code: "custom", message: "only one of levels, step", input: step, path: ["step"] });
  if ((to - from) / step > 10_000)
    context.addIssue({ code: "custom", message: "a step that gives at most 10000 levels", input: step, path: ["step"] });
});

/** A factor of a file: a list of levels, or a range of numbers. */
export const factor = z.union([z.array(z.union([plain, nestedLevel])).min(1), range]);

/** A factor as the file has it. */
export type FactorFile = z.infer<typeof factor>;

/** Factors by name; names are as `$name` takes them. */
export const factors = z.record(
  z.string().regex(/^[A-Za-z][\w-]*$/, "a letter, then letters, digits, dashes and underscores"),
  factor,
);
