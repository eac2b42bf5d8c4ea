import type { Simulation } from "@crosstalk/engine";
import { type Host, type Ledger, type Segment, totalOf } from "@crosstalk/hardware";
import type { SchedulerContext } from "@crosstalk/scheduling";

/** A scheduler's memory. */
export function schedulerOf(simulation: Simulation, path: string): SchedulerContext<Segment> {
  return simulation.snapshot(path).context as SchedulerContext<Segment>;
}

/** What is wrong with the time accounts of a host and of the schedulers on it: nothing, if no nanosecond is lost. */
export function lostTime(simulation: Simulation, host: Host, schedulers: readonly string[]): string[] {
  const { now } = simulation;
  const wrong: string[] = [];
  const expect = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) wrong.push(`${what}: ${found}, not ${wanted}`);
  };
  host.processors.forEach((_, number) => {
    expect(`ledger of processor ${number}`, totalOf(host.ledger(number)), now);
    for (const [name, time] of Object.entries(host.ledger(number))) if (name.startsWith("unanswered")) expect(name, time, 0);
  });
  for (const path of schedulers) {
    const { processors, entities } = schedulerOf(simulation, path);
    for (const { id, times, since, bootedAt, online } of processors) {
      if (online) expect(`${path} processor ${id}`, sum(times), since - bootedAt);
    }
    const began = Math.min(...processors.filter(({ online }) => online).map(({ bootedAt }) => bootedAt));
    for (const entity of entities) {
      if (entity !== null) expect(`${path} entity ${entity.id}`, sum(entity.times) + now - entity.since, now - began);
    }
  }
  return wrong;
}

function sum(times: object): number {
  return Object.values(times).reduce((total: number, time: number) => total + time, 0);
}

/** Time of the accounts of all of a host's processors whose first link begins so. */
export function timeOf(host: Host, beginning: string): number {
  const ledgers: Ledger[] = host.processors.map((_, number) => host.ledger(number));
  const entries = ledgers.flatMap((ledger) => Object.entries(ledger));
  return entries.reduce((total, [name, time]) => (name.startsWith(beginning) ? total + time : total), 0);
}
