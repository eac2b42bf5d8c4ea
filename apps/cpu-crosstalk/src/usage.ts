import type { Nanoseconds } from "@crosstalk/engine";
import type { Tenant } from "@crosstalk/platforms";

/** What a tenant has used and been denied up to an instant. */
export interface Usage {
  /** Processor time that it caused, by kind of account. */
  readonly time: Readonly<Record<string, Nanoseconds>>;
  /** Time in which it could have run and did not. */
  readonly stolen: Nanoseconds;
}

/** What a tenant has used and been denied up to now. */
export function usageOf(tenant: Tenant): Usage {
  return { time: tenant.time(), stolen: tenant.stolen() };
}

/** What was used and denied between two instants. */
export function usageSince(before: Usage, after: Usage): Usage {
  const kinds = Object.entries(after.time).map(([kind, time]) => [kind, time - (before.time[kind] ?? 0)]);
  return { time: Object.fromEntries(kinds), stolen: after.stolen - before.stolen };
}

/** Processor time of all kinds. */
export function processorTime({ time }: Usage): Nanoseconds {
  return Object.values(time).reduce((sum, part) => sum + part, 0);
}
