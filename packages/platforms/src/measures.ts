import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import type { Ending, KernelContext } from "@crosstalk/guest-os";
import { chainOf, type Host } from "@crosstalk/hardware";
import { type EntityTimes, entityTimesAt, groupLackAt, type SchedulerContext } from "@crosstalk/scheduling";
import type { RunningProgram } from "./platform.ts";

/** Processor time on a host that owners caused, by kind of account of who spent it. Owners are roots of account chains. */
export function timeCausedBy(host: Host, owners: readonly string[]): Record<string, Nanoseconds> {
  const times: Record<string, Nanoseconds> = {};
  for (let processor = 0; processor < host.processors.length; processor += 1) {
    for (const [account, time] of Object.entries(host.ledger(processor))) {
      const chain = chainOf(account);
      const root = chain[chain.length - 1];
      const payer = chain[0];
      if (root === undefined || payer === undefined || !owners.includes(root.owner)) continue;
      times[payer.kind] = (times[payer.kind] ?? 0) + time;
    }
  }
  return times;
}

/** A scheduler's memory, to be read. */
export function schedulerContext(simulation: Simulation, path: string): SchedulerContext<never> {
  return simulation.snapshot(path).context as SchedulerContext<never>;
}

/** Time that a group's entities have spent in each run state, up to now, those that have exited with them. */
export function groupTimes(simulation: Simulation, scheduler: string, group: number): EntityTimes {
  const context = schedulerContext(simulation, scheduler);
  const read = (path: string) => (path.endsWith("/scheduler") ? schedulerContext(simulation, path) : undefined);
  const sum: EntityTimes = { running: 0, ready: 0, blocked: 0, held: 0, stolen: 0, ...context.groups[group]?.exited };
  for (const entity of context.entities) {
    if (entity === null || entity.group !== group) continue;
    const times = entityTimesAt(read, scheduler, entity.id, simulation.now) ?? sum;
    for (const key in sum) sum[key as keyof EntityTimes] += times[key as keyof EntityTimes];
  }
  return sum;
}

/** Processor time that a group of a scheduler was ready to use and others had. */
export function groupLack(simulation: Simulation, scheduler: string, group: number): Nanoseconds {
  return groupLackAt((path) => schedulerContext(simulation, path), scheduler, group, simulation.now);
}

/** A program of a kernel as its tenant sees it. */
export function runningProgram(
  simulation: Simulation,
  kernel: string,
  tenant: number,
  program: number,
  name: string,
): RunningProgram {
  const context = () => simulation.snapshot(kernel).context as KernelContext;
  const ending = (): Ending | undefined => context().endings.find((each) => each.tenant === tenant && each.program === program);
  return {
    name,
    ended: () => ending()?.at,
    killed: () => ending()?.killed === true,
    began() {
      const ended = ending();
      if (ended !== undefined) return ended.began;
      const process = context().processes.find(
        (each) => each?.tenant === tenant && each.program === program && each.parent === null,
      );
      return process?.began ?? undefined;
    },
  };
}
