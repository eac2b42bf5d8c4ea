import { z } from "zod";
import { bytesSchema, countSchema, nanosecondsSchema, systemCallClassSchema } from "./step.ts";

/** Calls and times of one class of system calls over the whole process tree. */
export const classTotalSchema = z.strictObject({
  calls: z.int().min(1),
  /** How many of `calls` returned an error. */
  failed: countSchema,
  /** Time from entry to return as strace saw it. Disturbed: has tracing's own time, and blocking, in it. */
  tracedNanoseconds: nanosecondsSchema,
  /** The class's share of the untraced system time. Apportioned: sums with the page faults' to the total exactly. */
  systemNanoseconds: nanosecondsSchema,
});

/** What moved in one direction: through files, pipes and sockets together. */
export const transferSchema = z.strictObject({ bytes: bytesSchema, requests: countSchema });

/**
 * What the whole process tree did. Times, faults, switches and memory are those of the fastest untraced pass (user and
 * system time told apart as the profile's `tracing.splitBy` says); counts of calls, forks, execs and bytes are
 * those of the traced pass.
 */
export const totalsSchema = z.strictObject({
  wallNanoseconds: nanosecondsSchema,
  /** Sum of the `run` steps' user time, exactly. */
  userNanoseconds: nanosecondsSchema,
  /** Sum of the classes' and the page faults' system time, exactly. */
  systemNanoseconds: nanosecondsSchema,
  systemCalls: z.partialRecord(systemCallClassSchema, classTotalSchema),
  pageFaults: z.strictObject({
    minor: countSchema,
    major: countSchema,
    /** The faults' share of the system time. Apportioned. */
    systemNanoseconds: nanosecondsSchema,
  }),
  contextSwitches: z.strictObject({ voluntary: countSchema, involuntary: countSchema }),
  /** Processes made (fork and vfork), process 0 not among them. */
  forks: countSchema,
  threads: countSchema,
  /** Successful execs, process 0's first among them. */
  execs: countSchema,
  /** The largest resident set that any one process had. */
  peakMemoryBytes: bytesSchema,
  read: transferSchema,
  written: transferSchema,
  /** What reached the disk below, in units of 512 bytes, as the kernel counts it. */
  blockInput: countSchema,
  blockOutput: countSchema,
});

/** What the whole process tree of a recorded command did. */
export type ProfileTotals = z.infer<typeof totalsSchema>;

/** Calls and times of one class of system calls over the whole process tree. */
export type ClassTotal = z.infer<typeof classTotalSchema>;
