import type { Simulation } from "@crosstalk/engine";
import { chainOf, type Host, type Ledger, type Segment } from "@crosstalk/hardware";
import type { SchedulerContext } from "@crosstalk/scheduling";

/** A scheduler's memory. */
export function schedulerOf(simulation: Simulation, path: string): SchedulerContext<Segment> {
  return simulation.snapshot(path).context as SchedulerContext<Segment>;
}

/** All of a host's processors' accounts together. */
export function ledgerOf(host: Host): Ledger {
  const all: Ledger = {};
  host.processors.forEach((_, number) => {
    for (const [name, time] of Object.entries(host.ledger(number))) all[name] = (all[name] ?? 0) + time;
  });
  return all;
}

/** Time on a host that accounts got whose payer is of a kind (`spin`) or of a kind and owner (`user:web`). */
export function timeOf(host: Host, payer: string): number {
  return Object.entries(ledgerOf(host)).reduce((sum, [name, time]) => {
    const { kind, owner } = chainOf(name)[0] as { kind: string; owner: string };
    return kind === payer || `${kind}:${owner}` === payer ? sum + time : sum;
  }, 0);
}

/** The difference of two ledgers: accounts whose time differs. */
export function ledgerDifference(more: Ledger, less: Ledger): Ledger {
  const difference: Ledger = {};
  for (const name of new Set([...Object.keys(more), ...Object.keys(less)])) {
    const time = (more[name] ?? 0) - (less[name] ?? 0);
    if (time !== 0) difference[name] = time;
  }
  return difference;
}
