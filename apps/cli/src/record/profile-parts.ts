import type { Profile } from "@crosstalk/guest-os";

/** What the whole process tree did. */
export type ProfileTotals = Profile["totals"];

/** The machine that a profile was recorded on. */
export type RecordingMachine = Profile["machine"];

/** Elapsed and processor time of one pass. */
export type RecordedPass = Profile["tracing"]["traced"];

/** One process or thread, with all that it did. */
export type RecordedProcess = Profile["processes"][number];

/** One thing that a process did. */
export type ProfileStep = RecordedProcess["steps"][number];
