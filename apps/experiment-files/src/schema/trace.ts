import { hostCatalogue } from "@crosstalk/hardware";
import { z } from "zod";
import { time } from "./quantity.ts";
import { strictObject } from "./strict-object.ts";

const hostNames = hostCatalogue.map(({ name }) => name) as [string, ...string[]];

const file = {
  /** Path, relative to the experiment file. */
  file: z.string().min(1),
  /** Whether broken lines are left out instead of refused. */
  skipBroken: z.boolean().optional(),
};
const replayed = {
  ...file,
  /** Seconds simulated for each second of the trace. */
  timeScale: z.number().positive().max(1e6).optional(),
  /** The host on whose processors the trace was taken; by default the one on which plain work is counted. */
  on: z.enum(hostNames).optional(),
};
const utilization = {
  ...replayed,
  threads: z.int().min(1).max(4096).optional(),
  /** Length of each computing and sleeping together. */
  period: time.optional(),
};

/** A trace that is replayed as a program: its format, its file, and how. */
export const trace = z.discriminatedUnion("format", [
  strictObject({ format: z.literal("planetlab"), ...utilization }),
  strictObject({ format: z.literal("bitbrains"), ...utilization }),
  /** `machine`: which of those that the file has readings of. */
  strictObject({ format: z.literal("azure-cpu"), machine: z.string().min(1), ...utilization }),
  strictObject({ format: z.literal("swf"), ...replayed }),
  /** `user`, `faults`: plain work and page faults, which the file doesn't tell. */
  strictObject({
    format: z.literal("strace-summary"),
    ...file,
    user: time.optional(),
    faults: z.int().min(0).max(1_000_000_000).optional(),
  }),
]);

/** A trace as the file has it. */
export type TraceFile = z.infer<typeof trace>;
