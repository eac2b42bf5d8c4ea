import { z } from "zod";

const parameters = z.strictObject({
  /** Virtual machines (on a shared kernel: tenants) that run the program at the same time; 1 by default. */
  vms: z.int().min(1).max(64).optional(),
  /** Weight of each of them; 256 each by default. */
  weights: z.array(z.int().min(1).max(65_535)).optional(),
  /** An antagonist's name; it runs in one more virtual machine. */
  antagonist: z.string().optional(),
  /** The antagonist runs in the first of the machines instead, and only the program in that one is measured. */
  within: z.boolean().optional(),
});

/** How a published measurement is written: where it is from, what was measured, and what is simulated for it. */
export const rowSchema = z.strictObject({
  /** Unique in its list. */
  id: z.string().min(1),
  paper: z.string().optional(),
  year: z.int().optional(),
  table: z.string().optional(),
  /** How the paper names platform and measurement. */
  as: z.string().optional(),
  /** Name of a platform, as `crosstalk list platforms` has it. */
  platform: z.string(),
  /** Name of a host. */
  host: z.string(),
  /** Name of a program. */
  program: z.string(),
  /** Name of a metric. */
  metric: z.string(),
  /**
   * What a time or rate is compared with: a platform's name, if what was published for that is a row, too; or platform and
   * value. With the unit `ratio` the value is the ratio already. Absent in rows of the baseline itself.
   */
  baseline: z
    .union([z.string(), z.strictObject({ platform: z.string(), value: z.number().positive() })], {
      error: "a platform's name, or an object of platform and value (above 0)",
    })
    .optional(),
  parameters: parameters.optional(),
  value: z.number(),
  unit: z.string(),
  /** Whether it was seen in the source or comes from memory; recalled rows are never counted. */
  provenance: z.enum(["quoted", "recalled"]),
  /** How sure whoever wrote it down is, in %. */
  confidence: z.number().min(0).max(100).optional(),
  conditions: z.string().optional(),
  source: z.string().optional(),
  /** How it was read from the source. */
  read: z.string().optional(),
  /** A hint of what whoever collected the row meant it for; nothing depends on it. */
  use: z.string().optional(),
  /** In what the simulated case differs from the published one. */
  note: z.string().optional(),
});

/** A published measurement, with what is simulated for it. */
export type PublishedRow = z.infer<typeof rowSchema>;

/** What a case has besides platform, host and program. */
export type CaseParameters = z.infer<typeof parameters>;
