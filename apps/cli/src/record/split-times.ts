import type { ProcessTimes } from "./other-processes.ts";
import type { ProcessorTimes } from "./processor-times.ts";
import type { ResourceUsage } from "./resource-usage.ts";

/** Processor time in user mode and in the kernel, and where the split is from. */
export interface SplitTimes {
  readonly userNanoseconds: number;
  readonly systemNanoseconds: number;
  readonly splitBy: "machine" | "process";
}

const NANOSECONDS_PER_TICK = 10_000_000;

/** Fewer ticks than this say nothing about a share: 0.5 s. */
const FEWEST_TICKS = 50;

/** A pass tells something if what is left after telling others off differs from the command's time by no more. */
const UNKNOWN_AT_MOST = 0.1;

/** One untraced pass: what the command used, and meanwhile the whole machine, and processes that were there before. */
export interface MeasuredPass {
  readonly usage: ResourceUsage;
  readonly processorTimes: Pick<ProcessorTimes, "user" | "system">;
  readonly others: ProcessTimes;
}

/** The pass that others on the machine disturbed least: they can only lengthen it. */
export function fastestPass<Pass extends { readonly usage: ResourceUsage }>(passes: readonly Pass[]): Pass {
  return passes.reduce((best, pass) => (pass.usage.wallNanoseconds < best.usage.wallNanoseconds ? pass : best));
}

/** What the machine's counters say of the command, in ticks; undefined where others used much that can't be told off. */
function ticksOfCommand({ usage, processorTimes, others }: MeasuredPass): ProcessTimes | undefined {
  const user = processorTimes.user - others.user;
  const system = processorTimes.system - others.system;
  const used = usage.userNanoseconds + usage.systemNanoseconds;
  const difference = Math.abs((user + system) * NANOSECONDS_PER_TICK - used);
  return user >= 0 && system >= 0 && difference <= UNKNOWN_AT_MOST * used ? { user, system } : undefined;
}

/** Whether next to nothing ran during a pass but the command, so that what the whole machine did was the command's. */
export const ranAlone = (pass: MeasuredPass): boolean => ticksOfCommand(pass) !== undefined;

/**
 * Tells user from system time. Processor time as a whole is exact, but Linux with tick-based accounting (Debian's
 * kernels) splits a process's time by where the ticks, 4 ms apart, found it; a process that no tick found is counted as
 * all user. A tree of a thousand 1 ms processes so shows twice the user time that it used. The whole machine's counters
 * have no such bias. So the processor time of the one pass that counts is split as the machine's was, less that of processes which were
 * there afterwards, in those passes in which the two agree on how much it was.
 */
export function splitTimes(passes: readonly MeasuredPass[], { usage }: MeasuredPass): SplitTimes {
  const known = passes.flatMap((pass) => ticksOfCommand(pass) ?? []);
  const userTicks = known.reduce((sum, { user }) => sum + user, 0);
  const systemTicks = known.reduce((sum, { system }) => sum + system, 0);
  const { userNanoseconds, systemNanoseconds } = usage;
  if (userTicks + systemTicks < FEWEST_TICKS) return { userNanoseconds, systemNanoseconds, splitBy: "process" };
  const total = userNanoseconds + systemNanoseconds;
  const system = Math.round((total * systemTicks) / (userTicks + systemTicks));
  return { userNanoseconds: total - system, systemNanoseconds: system, splitBy: "machine" };
}
