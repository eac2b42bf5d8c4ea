import { z } from "zod";
import { indexSchema, stepSchema } from "./step.ts";

/**
 * One process or thread of the recorded command, with all that it did, in order. Its `id` is its index in the profile's
 * list, which is in order of creation; process 0 is the command itself and has no parent.
 */
export const recordedProcessSchema = z.strictObject({
  id: indexSchema,
  /** Who made it; null for process 0 only. Always smaller than `id`. */
  parent: indexSchema.nullable(),
  /** The last program that it executed, or its parent's at the fork: a file name without a directory. */
  program: z.string().min(1),
  steps: z.array(stepSchema).min(1),
});

/** One process or thread of the recorded command, with all that it did, in order. */
export type RecordedProcess = z.infer<typeof recordedProcessSchema>;
