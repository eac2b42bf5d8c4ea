import { readFileSync } from "node:fs";

/** The whole machine's processor time, in units of 10 ms, and how many tasks it has made. */
export interface ProcessorTimes {
  readonly user: number;
  /** Interrupts included. */
  readonly system: number;
  readonly steal: number;
  /** All of it: idle time too. */
  readonly total: number;
  readonly forks: number;
}

/** Reads `/proc/stat`: what has come together since the machine booted. */
export function readProcessorTimes(stat: string = readFileSync("/proc/stat", "utf8")): ProcessorTimes {
  const fields = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? "").split(" ").map(Number);
  // The guest times that may follow are in user and nice already.
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupt = 0, soft = 0, steal = 0] = fields;
  return {
    user: user + nice,
    system: system + interrupt + soft,
    steal,
    total: user + nice + system + idle + waiting + interrupt + soft + steal,
    forks: Number(/^processes (\d+)$/m.exec(stat)?.[1] ?? 0),
  };
}

/** What came together from one reading to a later one. */
export function processorTimesBetween(before: ProcessorTimes, after: ProcessorTimes): ProcessorTimes {
  return {
    user: after.user - before.user,
    system: after.system - before.system,
    steal: after.steal - before.steal,
    total: after.total - before.total,
    forks: after.forks - before.forks,
  };
}
