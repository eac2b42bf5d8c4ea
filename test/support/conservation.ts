import type { Simulation } from "@crosstalk/engine";
import { type Host, type Segment, totalOf } from "@crosstalk/hardware";
import type { EntityTimes, ProcessorTimes, SchedulerContext } from "@crosstalk/scheduling";
import { schedulerOf } from "./accounts.ts";

/** Where a guest's processor comes from: the scheduler that provides it, and that scheduler's number for it. */
interface Provider {
  readonly scheduler: string;
  readonly entity: number;
}

/** What a provider had given a guest's processor when it last answered. */
interface Given {
  readonly running: number;
  readonly blocked: number;
  readonly stolen: number;
}

const total = (times: object): number => Object.values(times).reduce((sum: number, time: number) => sum + time, 0);

/**
 * Watches a run, and finds what is wrong with its time accounts: nothing, if no nanosecond is lost or counted twice.
 * To be made before the run starts.
 */
export class Conservation {
  readonly #simulation: Simulation;
  readonly #host: Host;
  /** When each entity was admitted, and how long those of each group lived that have exited, by scheduler. */
  readonly #admitted = new Map<string, number>();
  readonly #lived = new Map<string, number>();
  readonly #given = new Map<string, Given>();
  /** Time that was stolen from a guest's processor before it booted: its kernel does not count that. */
  readonly #stolenAtBoot = new Map<string, number>();

  constructor(simulation: Simulation, host: Host) {
    this.#simulation = simulation;
    this.#host = host;
    simulation.onDelivery((time, path, event) => {
      if (!path.endsWith("/scheduler")) return;
      if (event.type === "ADMIT") this.#admitted.set(`${path} ${(event.admission as { entity: number }).entity}`, time);
      else if (event.type === "EXIT") this.#exit(path, event.entity as number, time);
      else if (event.type === "STOPPED" || event.type === "INTERRUPT") this.#answer(path, event as never);
    });
  }

  #context(path: string): SchedulerContext<Segment> {
    return schedulerOf(this.#simulation, path);
  }

  #exit(path: string, entity: number, time: number): void {
    const group = this.#context(path).entities[entity]?.group;
    const key = `${path} ${group}`;
    this.#lived.set(key, (this.#lived.get(key) ?? 0) + time - (this.#admitted.get(`${path} ${entity}`) as number));
  }

  /** A guest's scheduler is answered: what has its provider given its processor until now? */
  #answer(path: string, event: { readonly processor: number; readonly stolen: number }): void {
    const { scheduler, entity } = this.#providerOf(path, event.processor);
    if (!scheduler.endsWith("/scheduler")) return;
    const given = this.#context(scheduler).entities[entity];
    if (given === null || given === undefined) return;
    const { running, blocked, ready, held, stolen } = given.times;
    const which = `${path} ${event.processor}`;
    const all = ready + held + stolen;
    if (!this.#stolenAtBoot.has(which)) this.#stolenAtBoot.set(which, all);
    this.#given.set(which, { running, blocked, stolen: all - (this.#stolenAtBoot.get(which) as number) });
  }

  #providerOf(path: string, processor: number): Provider {
    const { path: scheduler, port } = this.#context(path).processors[processor] as { path: string; port: number };
    return { scheduler, entity: port };
  }

  /** Paths of all schedulers: of kernels and hypervisors, at every level. */
  get schedulers(): readonly string[] {
    return this.#simulation.paths.filter((path) => path.endsWith("/scheduler"));
  }

  /** What does not add up now. */
  problems(): string[] {
    const wrong: string[] = [];
    const expect = (what: string, found: number, wanted: number): void => {
      if (found !== wanted) wrong.push(`${what}: ${found}, not ${wanted}`);
    };
    const { now } = this.#simulation;
    this.#host.processors.forEach((_, number) => {
      const ledger = this.#host.ledger(number);
      expect(`accounts of processor ${number}`, totalOf(ledger), now);
      for (const [name, time] of Object.entries(ledger)) if (name.startsWith("unanswered")) expect(name, time, 0);
    });
    for (const path of this.schedulers) {
      const { processors, entities, groups } = this.#context(path);
      for (const { id, times, since, bootedAt, online } of processors) {
        if (!online) continue;
        expect(`${path} processor ${id}`, total(times), since - bootedAt);
        this.#checkGuest(`${path} ${id}`, times, expect);
      }
      for (const entity of entities) {
        if (entity === null) continue;
        const lived = now - (this.#admitted.get(`${path} ${entity.id}`) as number);
        expect(`${path} entity ${entity.id}`, total(entity.times) + now - entity.since, lived);
      }
      groups.forEach(({ exited }: { exited: EntityTimes }, group: number) => {
        expect(`${path} exited of group ${group}`, total(exited), this.#lived.get(`${path} ${group}`) ?? 0);
      });
    }
    return wrong;
  }

  /** A guest's own times are those that its provider has given it. */
  #checkGuest(which: string, times: ProcessorTimes, expect: (what: string, found: number, wanted: number) => void): void {
    const given = this.#given.get(which);
    if (given === undefined) return;
    const { running, own, idle, stolen } = times;
    expect(`${which} running, as its provider sees it`, running + own, given.running);
    expect(`${which} idle, as its provider sees it`, idle, given.blocked);
    expect(`${which} stolen, as its provider sees it`, stolen, given.stolen);
  }
}
