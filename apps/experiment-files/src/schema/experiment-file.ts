import { z } from "zod";
import { factors } from "./factors.ts";
import { derived, measure } from "./measure.ts";
import { time } from "./quantity.ts";
import { strictObject } from "./strict-object.ts";
import { worldShape } from "./world.ts";

const text = z.string().min(1);
const names = z.array(text).min(1);
const ended = z.union([text, names]);

/** An experiment file, levels of factors in the place of their names. */
export const experimentSchema = strictObject({
  /** For editors, which check and complete by it. */
  $schema: z.string().optional(),
  name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by dashes"),
  about: text,
  factors: factors.default({}),
  /** Factors that take their levels together. */
  paired: z.array(z.array(text).min(2)).optional(),
  /** Conditions that combinations of levels must hold, as `--filter` takes them. */
  constraints: z.array(text).optional(),
  ...worldShape,
  /** When a run ends: at an instant, or when programs have ended. */
  until: z.union([time, strictObject({ ended })]),
  /** What comes before is left out of measures of tenants and clients: an instant, or what MSER-5 finds for each run. */
  warmUp: z.union([time, z.literal("auto")]).optional(),
  /** Factors whose levels come in place at the end of the warm-up. */
  whatIf: names.optional(),
  most: time.optional(),
  replications: z.int().min(1).max(100_000).optional(),
  measures: z.record(z.string(), measure).refine((value) => Object.keys(value).length > 0, "an object with at least one measure"),
  derived: z.record(z.string(), derived).optional(),
  summary: names.optional(),
  figure: strictObject({ x: text, y: text, series: text.optional() }).optional(),
});

/** An experiment as the file has it, levels in place. */
export type ExperimentFile = z.infer<typeof experimentSchema>;
