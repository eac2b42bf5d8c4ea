import { z } from "zod";
import { type SystemCallClass, systemCallClasses } from "./system-call-class.ts";

/** A count of events: an integer from 0 to 2^53 - 1. */
export const countSchema = z.int().min(0);

/** A length of time in nanoseconds: an integer from 0 to 2^53 - 1. */
export const nanosecondsSchema = z.int().min(0);

/** A count of bytes: an integer from 0 to 2^53 - 1. */
export const bytesSchema = z.int().min(0);

/** Index of a process in the profile's list, or of a pipe in order of creation: an integer from 0. */
export const indexSchema = z.int().min(0);

/** The name of a class of system calls. */
export const systemCallClassSchema = z.enum(systemCallClasses as readonly [SystemCallClass, ...SystemCallClass[]]);

/**
 * Computes and makes system calls that neither block nor change the process tree. Their order within the step is not
 * kept: they are taken to be spread evenly over its user time. Each of `calls` is one call of its class.
 */
export const runStepSchema = z.strictObject({
  do: z.literal("run"),
  /** Time in user mode, as without tracing. Apportioned: see `docs/recording.md`. */
  userNanoseconds: nanosecondsSchema,
  /** Minor page faults. Apportioned. Absent means none. */
  minorFaults: z.int().min(1).exactOptional(),
  /** Number of calls by class. Classes without a call are absent. */
  calls: z.partialRecord(systemCallClassSchema, z.int().min(1)),
  /** Bytes moved by the calls of class `file-read`, `socket` and the like. Absent means none. */
  bytesRead: z.int().min(1).exactOptional(),
  /** Bytes moved by the calls of class `file-write`, `socket` and the like. Absent means none. */
  bytesWritten: z.int().min(1).exactOptional(),
});

/**
 * Makes a child: one call of class `fork`. A `process` is a copy that runs at once; a `vfork` child borrows the
 * parent's memory, and the parent stands still until the child's first `exec`, or its end; a `thread` shares memory
 * and descriptors (pipe ends too).
 */
export const forkStepSchema = z.strictObject({
  do: z.literal("fork"),
  child: indexSchema,
  how: z.enum(["process", "vfork", "thread"]),
});

/** Replaces the program: one call of class `exec`. `program` is the file's name without its directory. */
export const execStepSchema = z.strictObject({ do: z.literal("exec"), program: z.string().min(1) });

/**
 * Waits until `child` has ended: one call of class `through`. With `any`, the program asked for whichever child ends
 * first, and `child` is the one that it got when recorded. With `reaps` false the child's end only interrupts a call
 * (SIGCHLD during sigsuspend, read, pselect); a later `wait` step reaps it.
 */
export const waitStepSchema = z.strictObject({
  do: z.literal("wait"),
  child: indexSchema,
  any: z.boolean(),
  reaps: z.boolean(),
  through: systemCallClassSchema,
});

/** Lets time pass because the program asked for it: one call of class `through`. Processor free. */
export const sleepStepSchema = z.strictObject({
  do: z.literal("sleep"),
  nanoseconds: nanosecondsSchema,
  through: systemCallClassSchema,
});

/**
 * Stands still until something outside this recording, or that it can't follow, happens (a futex, a socket, a
 * terminal, a file lock): one call of class `through`. The time is as seen while tracing, so it is approximate.
 */
export const blockStepSchema = z.strictObject({
  do: z.literal("block"),
  nanoseconds: nanosecondsSchema,
  through: systemCallClassSchema,
});

/** Makes pipe number `pipe` (one call of class `pipe-open`) and holds its write end. Children inherit what is held. */
export const pipeOpenStepSchema = z.strictObject({ do: z.literal("pipe-open"), pipe: indexSchema });

/**
 * Reads `bytes` from a pipe in `requests` calls of class `pipe-read`; blocks until that many have come. With `bytes` 0
 * it waits for the end: until no process holds the write end and the pipe is empty. At most 65536 bytes, the capacity
 * of a Linux pipe, so that waiting for them all can't deadlock.
 */
export const pipeReadStepSchema = z.strictObject({
  do: z.literal("pipe-read"),
  pipe: indexSchema,
  bytes: bytesSchema.max(65536),
  requests: z.int().min(1),
});

/**
 * Writes `bytes` to a pipe in `requests` calls of class `pipe-write`: as many as there is room for (65536 in all), then
 * blocks until the others have found room too.
 */
export const pipeWriteStepSchema = z.strictObject({
  do: z.literal("pipe-write"),
  pipe: indexSchema,
  bytes: bytesSchema,
  requests: z.int().min(1),
});

/** Gives its last write end of the pipe up. Counts no call: the close, dup2 or exec that did it is counted elsewhere. */
export const pipeCloseStepSchema = z.strictObject({ do: z.literal("pipe-close"), pipe: indexSchema });

/** Ends by itself: one call of class `exit`. Write ends still held are given up. Code from 0 to 255. */
export const exitStepSchema = z.strictObject({ do: z.literal("exit"), code: z.int().min(0).max(255) });

/** Is ended by a signal (`SIGKILL`), or as a thread by its process's exit (`exit`) or exec (`exec`): no call. */
export const killedStepSchema = z.strictObject({ do: z.literal("killed"), by: z.string().min(1) });

/** One thing that a recorded process did. The last step of each process is `exit` or `killed`, and no other is. */
export const stepSchema = z.discriminatedUnion("do", [
  runStepSchema,
  forkStepSchema,
  execStepSchema,
  waitStepSchema,
  sleepStepSchema,
  blockStepSchema,
  pipeOpenStepSchema,
  pipeReadStepSchema,
  pipeWriteStepSchema,
  pipeCloseStepSchema,
  exitStepSchema,
  killedStepSchema,
]);

/** One thing that a recorded process did; see each of the step schemas for what it means. */
export type ProfileStep = z.infer<typeof stepSchema>;
