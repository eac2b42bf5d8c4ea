import { z } from "zod";
import { profileProblems } from "./profile/consistency.ts";
import { recordingMachineSchema, tracingSchema } from "./profile/origin.ts";
import type { Problem } from "./profile/problem.ts";
import { recordedProcessSchema } from "./profile/recorded-process.ts";
import { shapeProblems } from "./profile/shape-problems.ts";
import { totalsSchema } from "./profile/totals.ts";

/** The version of the profile format that this code reads and writes. */
export const PROFILE_VERSION = 1;

/**
 * A program measured from reality by `crosstalk record`: a real command's process tree with what each process did, in
 * order, and the totals. `docs/recording.md` tells how each number comes about and which are approximate.
 *
 * Model notes: counts of operations, the process tree and who waits for whom are exact for the traced pass; times are
 * the untraced pass's and are apportioned over the steps, so that they sum to the untraced totals exactly.
 */
export const profileSchema = z.strictObject({
  format: z.literal("crosstalk-profile"),
  version: z.literal(PROFILE_VERSION),
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes"),
  /** The recorded command and its arguments. */
  command: z.array(z.string()).min(1),
  /** The shell command that was run before every pass; null for none. */
  prepare: z.string().nullable(),
  /** The command line that made this file. */
  recordedWith: z.string(),
  /** When, as an ISO 8601 instant in UTC. */
  date: z.iso.datetime(),
  exitCode: z.int().min(0).max(255),
  machine: recordingMachineSchema,
  tracing: tracingSchema,
  totals: totalsSchema,
  processes: z.array(recordedProcessSchema).min(1),
});

/** A program measured from reality; see {@link profileSchema}. */
export type Profile = z.infer<typeof profileSchema>;

/** A profile that can't be used, with everything that is wrong with it. */
export class ProfileError extends Error {
  override readonly name = "ProfileError";
  /** One line for each problem: where, what was found, what is allowed. */
  readonly problems: readonly string[];

  constructor(profile: string, problems: readonly string[]) {
    super(`profile ${profile} is not usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const line = ({ path, message }: Problem): string => (path === "" ? message : `${path}: ${message}`);

/**
 * Checks that a JSON value is a profile, and that its parts agree with one another.
 *
 * @param json what was read from a file.
 * @param name what to call the profile in an error, such as the file's name.
 * @throws {ProfileError} listing every problem with its path, the value found and what is allowed.
 */
export function parseProfile(json: unknown, name: string): Profile {
  const result = profileSchema.safeParse(json);
  if (!result.success) {
    const problems = shapeProblems(result.error.issues, json).map(({ path, message }) => `${path} ${message}`);
    throw new ProfileError(name, problems);
  }
  const problems = profileProblems(result.data);
  if (problems.length > 0) throw new ProfileError(name, problems.map(line));
  return result.data;
}
