import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import { type Probe, readings, watch } from "@crosstalk/metrics";
import type { Tenant } from "@crosstalk/platforms";

/** Times of a tenant since the warm-up, or since the beginning if there is none. */
export interface TenantTimes {
  /** Processor time that its programs have caused, whoever spent it. */
  readonly caused: Nanoseconds;
  /** In which it was ready and did not run. */
  readonly stolen: Nanoseconds;
}

const NONE: TenantTimes = { caused: 0, stolen: 0 };

/** Watches a tenant's times: a probe that nothing comes to, which notes them when it begins anew. */
export function watchTimes(simulation: Simulation, tenant: Tenant): Probe<TenantTimes> {
  return watch(
    simulation,
    `${tenant.name}: times`,
    readings(simulation, [], "*", () => 0),
    {
      // Before the run, actors have no accounts that could be read.
      begin: (now) => ({ ...(now === 0 ? NONE : timesOf(tenant)) }),
      take: () => {},
      read: (begun) => {
        const { caused, stolen } = timesOf(tenant);
        return { caused: caused - begun.caused, stolen: stolen - begun.stolen };
      },
    },
  );
}

function timesOf(tenant: Tenant): TenantTimes {
  return { caused: Object.values(tenant.time()).reduce((sum, time) => sum + time, 0), stolen: tenant.stolen() };
}
