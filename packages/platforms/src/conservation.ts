import type { Simulation } from "@crosstalk/engine";
import { type Host, totalOf } from "@crosstalk/hardware";
import { entityTimesAt, processorAccountsAt, type SchedulerContext, type SchedulerReader } from "@crosstalk/scheduling";

/** Reads the schedulers of a simulation, and knows them from other actors by what they remember. */
export function schedulersOf(simulation: Simulation): { readonly paths: readonly string[]; readonly read: SchedulerReader } {
  const isScheduler = (context: unknown): context is SchedulerContext<never> =>
    typeof context === "object" && context !== null && "alarmPlaces" in context && "passThrough" in context;
  const known = new Map<string, boolean>();
  const read: SchedulerReader = (path) => {
    if (known.get(path) === false) return undefined;
    const { context } = simulation.snapshot(path);
    known.set(path, isScheduler(context));
    return isScheduler(context) ? context : undefined;
  };
  return { paths: simulation.paths.filter((path) => read(path) !== undefined), read };
}

const sum = (times: object): number => Object.values(times).reduce((total: number, time: number) => total + time, 0);

/**
 * What is wrong with a run's time accounts: nothing, if those of each processor, physical and virtual, at every level,
 * add up to the run's length exactly, those of each process and vCPU to its life, and what a guest's processor has had
 * is what the layer below has given it.
 */
export function conservationProblems(simulation: Simulation, hosts: readonly Host[]): readonly string[] {
  const { now } = simulation;
  const problems: string[] = [];
  const expect = (what: string, found: number, wanted: number): void => {
    if (found !== wanted) problems.push(`${what}: ${found} ns, not ${wanted} ns`);
  };
  for (const host of hosts)
    host.processors.forEach(({ path }, number) => {
      expect(`accounts of ${path}`, totalOf(host.ledger(number)), now);
    });
  const { paths, read } = schedulersOf(simulation);
  for (const path of paths) {
    const { processors, entities } = read(path) as SchedulerContext<never>;
    for (const { id, path: below, port, online } of processors) {
      const accounts = processorAccountsAt(read, path, id, now);
      expect(`accounts of processor ${id} of ${path}`, sum(accounts), now);
      const given = read(below) === undefined ? undefined : entityTimesAt(read, below, port, now);
      if (given === undefined || !online) continue;
      expect(`time that processor ${id} of ${path} ran, as ${below} sees it`, accounts.running + accounts.own, given.running);
      expect(`time that processor ${id} of ${path} was idle, as ${below} sees it`, accounts.idle, given.blocked);
    }
    for (const entity of entities) {
      if (entity === null) continue;
      const times = entityTimesAt(read, path, entity.id, now) ?? {};
      expect(`accounts of entity ${entity.id} of ${path}`, sum(times), now - entity.admitted);
    }
  }
  return problems;
}
