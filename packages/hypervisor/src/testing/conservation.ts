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

/**
 * Entities that are ready while processors that they may run on stand idle: all of them, or one of them where the
 * scheduler's policy leaves none idle (`greedy`), and none has been asked to pick again. Then a wake-up was lost.
 */
export function forgotten(simulation: Simulation, schedulers: readonly string[], greedy: ReadonlySet<string>): string[] {
  return schedulers.flatMap((path) => {
    const { processors, entities } = schedulerOf(simulation, path);
    const isIdle = (id: number): boolean => {
      const { online, outstanding, asked } = processors[id] as (typeof processors)[number];
      return online && outstanding?.type === "HALT" && !asked;
    };
    const waiting = entities.filter((entity) => {
      if (entity?.state !== "ready") return false;
      const allowed = entity.affinity ?? processors.map(({ id }) => id);
      if (allowed.some((id) => processors[id]?.asked)) return false;
      return greedy.has(path) ? allowed.some(isIdle) : allowed.every(isIdle);
    });
    return waiting.map((entity) => `${path} entity ${entity?.id} is ready and nobody runs it`);
  });
}

const SHOWN: Readonly<Record<string, string>> = { ready: "runnable", running: "running", blocked: "blocked", held: "paused" };

/** Charts of vCPUs that show another run state than their scheduler knows. */
export function wrongCharts(simulation: Simulation, schedulers: readonly string[]): string[] {
  return schedulers.flatMap((path) =>
    schedulerOf(simulation, path).entities.flatMap((entity) => {
      if (entity === null || entity.mirror === null || !entity.known) return [];
      const shown = String(simulation.snapshot(entity.mirror).value);
      return shown === SHOWN[entity.state] ? [] : [`${entity.mirror} is ${shown}, the entity is ${entity.state}`];
    }),
  );
}
