import type { TracedCall } from "./strace-line.ts";

/** What a command and all its children used, as the kernel told the process that waited for it (`wait4`). */
export interface ResourceUsage {
  readonly wallNanoseconds: number;
  readonly userNanoseconds: number;
  readonly systemNanoseconds: number;
  readonly peakMemoryBytes: number;
  readonly minorFaults: number;
  readonly majorFaults: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
  /** Units of 512 bytes. */
  readonly blockInput: number;
  readonly blockOutput: number;
}

/**
 * Reads the resources from strace's rendering of the wrapper's `wait4`, which has microseconds where GNU time's own
 * output has hundredths of a second. The wall time is the length of that wait.
 *
 * @param waited the `wait4` call, unabbreviated.
 * @param forked when the wrapper forked; the command runs from then on.
 * @throws {Error} if a field is missing.
 */
export function readResourceUsage(waited: TracedCall, forked: number): ResourceUsage {
  const number = (name: string): number => {
    const text = new RegExp(`${name}=(\\d+)`).exec(waited.args)?.[1];
    if (text === undefined) throw new Error(`strace shows no ${name} in ${waited.args.slice(0, 200)}`);
    return Number(text);
  };
  const time = (name: string): number => {
    const [, seconds, micros] = new RegExp(`${name}=\\{tv_sec=(\\d+), tv_usec=(\\d+)\\}`).exec(waited.args) ?? [];
    if (seconds === undefined) throw new Error(`strace shows no ${name} in ${waited.args.slice(0, 200)}`);
    return Number(seconds) * 1e9 + Number(micros) * 1e3;
  };
  return {
    wallNanoseconds: waited.entered - forked + (waited.duration ?? 0),
    userNanoseconds: time("ru_utime"),
    systemNanoseconds: time("ru_stime"),
    peakMemoryBytes: number("ru_maxrss") * 1024,
    minorFaults: number("ru_minflt"),
    majorFaults: number("ru_majflt"),
    voluntarySwitches: number("ru_nvcsw"),
    involuntarySwitches: number("ru_nivcsw"),
    blockInput: number("ru_inblock"),
    blockOutput: number("ru_oublock"),
  };
}
