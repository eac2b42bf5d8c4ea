import type { Nanoseconds } from "@crosstalk/engine";
import { chainOf, type Host } from "@crosstalk/hardware";
import type { Tenant } from "@crosstalk/platforms";

/** Where a host's time has gone up to an instant, as a victim sees it. */
export interface Tally {
  /** Processor time that the victim caused, by kind of account. */
  readonly victim: Readonly<Record<string, Nanoseconds>>;
  /** Processor time that its neighbours caused. */
  readonly hogs: Nanoseconds;
  /** Time in which the processors had nothing to do. */
  readonly idle: Nanoseconds;
  /** The steal that the platform reports for the victim. */
  readonly stolen: Nanoseconds;
}

/** Where a host's time has gone up to now. */
export function tallyOf(host: Host, victim: Tenant, hogs: readonly Tenant[]): Tally {
  return {
    victim: victim.time(),
    hogs: hogs.reduce((sum, hog) => sum + sumOf(hog.time()), 0),
    idle: idleTime(host),
    stolen: victim.stolen(),
  };
}

/** Where the time between two instants went. */
export function tallySince(before: Tally, after: Tally): Tally {
  const kinds = Object.entries(after.victim).map(([kind, time]) => [kind, time - (before.victim[kind] ?? 0)]);
  return {
    victim: Object.fromEntries(kinds),
    hogs: after.hogs - before.hogs,
    idle: after.idle - before.idle,
    stolen: after.stolen - before.stolen,
  };
}

/** Time of all kinds. */
export function sumOf(times: Readonly<Record<string, Nanoseconds>>): Nanoseconds {
  return Object.values(times).reduce((sum, time) => sum + time, 0);
}

function idleTime(host: Host): Nanoseconds {
  return host.processors
    .flatMap((_, processor) => Object.entries(host.ledger(processor)))
    .reduce((sum, [account, time]) => (chainOf(account)[0]?.kind === "idle" ? sum + time : sum), 0);
}
