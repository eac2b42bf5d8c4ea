import { z } from "zod";
import { bytesSchema, nanosecondsSchema } from "./step.ts";

/** The machine that a profile was recorded on, by kind and not by name. */
export const recordingMachineSchema = z.strictObject({
  processorModel: z.string().min(1),
  /** Clock rate that the kernel reported at the time; null where it reports none. */
  megahertz: z.number().positive().nullable(),
  processors: z.int().min(1),
  memoryBytes: bytesSchema,
  architecture: z.string().min(1),
  /** Name and number, such as `Linux 6.1.0`. */
  kernel: z.string().min(1),
  /** The hypervisor beneath, such as `KVM`; null on bare metal; `unknown` if there is one that doesn't say. */
  hypervisor: z.string().min(1).nullable(),
  /** Processor time that the hypervisor kept back during the untraced passes, of all processor time: 0 to 1. */
  stealFraction: z.number().min(0).max(1),
});

/** One pass over the command: elapsed time, and processor time of it and all its children as `wait4` gave it. */
export const passSchema = z.strictObject({
  wallNanoseconds: nanosecondsSchema,
  userNanoseconds: nanosecondsSchema,
  systemNanoseconds: nanosecondsSchema,
});

/** How much recording disturbed what was recorded: the same command untraced and traced, side by side. */
export const tracingSchema = z.strictObject({
  /** The tracer with its version, such as `strace 6.1`. */
  tool: z.string().min(1),
  untraced: z.array(passSchema).min(1),
  /**
   * How the totals' processor time was told apart into user and system. `machine`: by the whole machine's counters,
   * which are unbiased. `process`: by each process's own, as the passes here are; Linux counts a process that ends
   * before a clock tick finds it as all user, so that a tree of short processes shows too little system time.
   */
  splitBy: z.enum(["machine", "process"]),
  /** The tracer's own processor time is not in it. */
  traced: passSchema,
});

/** The machine that a profile was recorded on. */
export type RecordingMachine = z.infer<typeof recordingMachineSchema>;

/** One pass over the command. */
export type RecordedPass = z.infer<typeof passSchema>;
