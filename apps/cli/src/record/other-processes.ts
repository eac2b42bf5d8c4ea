import { readdirSync, readFileSync } from "node:fs";

/** User and system time of one process so far, its children's not in it, in units of 10 ms. */
export interface ProcessTimes {
  readonly user: number;
  readonly system: number;
}

/** Times of all processes that are alive, by pid and start time, so that a pid that is used anew is another process. */
export type LivingProcesses = ReadonlyMap<string, ProcessTimes>;

/** Reads one process's line in `/proc/PID/stat`; its name, in parentheses, may hold blanks and parentheses too. */
export function readProcessStat(stat: string): { readonly key: string; readonly times: ProcessTimes } {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Behind the name: state first, user time 12th, system time 13th, start time 20th.
  const [user = 0, system = 0] = fields.slice(11, 13).map(Number);
  return { key: `${Number.parseInt(stat, 10)}@${fields[19] ?? ""}`, times: { user, system } };
}

/** The processes of the whole machine, as far as `/proc` shows them. */
export function readLivingProcesses(): LivingProcesses {
  const processes = new Map<string, ProcessTimes>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const { key, times } = readProcessStat(readFileSync(`/proc/${name}/stat`, "utf8"));
      processes.set(key, times);
    } catch {
      // It has ended meanwhile.
    }
  }
  return processes;
}

/** What the processes alive at the later reading used since the earlier one. What ended in between is not in it. */
export function timesOfSurvivors(before: LivingProcesses, after: LivingProcesses): ProcessTimes {
  let user = 0;
  let system = 0;
  for (const [key, times] of after) {
    const earlier = before.get(key) ?? { user: 0, system: 0 };
    user += Math.max(0, times.user - earlier.user);
    system += Math.max(0, times.system - earlier.system);
  }
  return { user, system };
}
