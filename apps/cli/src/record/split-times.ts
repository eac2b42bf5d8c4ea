import type { ProcessorTimes } from "./processor-times.ts";
import { median } from "./quantile.ts";
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

/** The machine counts as otherwise idle if it was not busier than the command by more than this share. */
const OTHERS_AT_MOST = 0.1;

/** One untraced pass: what the command used, and what the whole machine did meanwhile. */
interface MeasuredPass {
  readonly usage: ResourceUsage;
  readonly processorTimes: Pick<ProcessorTimes, "user" | "system">;
}

/** Whether the machine did little but the command. */
function wasQuiet({ usage, processorTimes }: MeasuredPass): boolean {
  const used = usage.userNanoseconds + usage.systemNanoseconds;
  const busy = (processorTimes.user + processorTimes.system) * NANOSECONDS_PER_TICK;
  return Math.abs(busy - used) <= OTHERS_AT_MOST * used;
}

/**
 * Tells user from system time. Processor time as a whole is exact, but Linux with tick-based accounting (Debian's
 * kernels) splits a process's time by where the ticks, 4 ms apart, found it; a process that no tick found is counted as
 * all user. A tree of a thousand 1 ms processes so shows twice the user time that it used. The whole machine's counters
 * have no such bias. So the command's processor time is split as the machine's was in those passes in which the machine
 * did little else.
 */
export function splitTimes(passes: readonly MeasuredPass[]): SplitTimes {
  const quiet = passes.filter(wasQuiet);
  const userTicks = quiet.reduce((sum, { processorTimes }) => sum + processorTimes.user, 0);
  const systemTicks = quiet.reduce((sum, { processorTimes }) => sum + processorTimes.system, 0);
  if (userTicks + systemTicks < FEWEST_TICKS) {
    return {
      userNanoseconds: median(passes.map(({ usage }) => usage.userNanoseconds)),
      systemNanoseconds: median(passes.map(({ usage }) => usage.systemNanoseconds)),
      splitBy: "process",
    };
  }
  const total = median(passes.map(({ usage }) => usage.userNanoseconds + usage.systemNanoseconds));
  const systemNanoseconds = Math.round((total * systemTicks) / (userTicks + systemTicks));
  return { userNanoseconds: total - systemNanoseconds, systemNanoseconds, splitBy: "machine" };
}
