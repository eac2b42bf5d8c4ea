import { type Nanoseconds, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, type Program } from "@crosstalk/guest-os";
import { buildHost, type Host, type HostModel } from "@crosstalk/hardware";
import type { Platform, RunningProgram, Tenant, TenantOptions } from "../platform.ts";

/** What a contract is checked with. */
export interface ContractSetting {
  readonly platform: Platform;
  /** The host that the platform boots on. */
  readonly model: HostModel;
  readonly seed: number;
}

/** A tenant of a contract's world, and what it runs. */
export interface WantedTenant extends TenantOptions {
  readonly program: Program;
}

/** A platform on a host, with tenants by name that run one program each. */
export interface ContractWorld {
  readonly host: Host;
  readonly tenants: Readonly<Record<string, { readonly tenant: Tenant; readonly program: RunningProgram }>>;
}

/** A program that burns a processor without end. */
export const HOG: Program = forever(compute(seconds(1)));

/** Puts tenants on a platform; does the same each time. */
export function assembleContract(
  simulation: Simulation,
  { platform, model, wanted, processors }: ContractSetting & WantedWorld,
): ContractWorld {
  const host = buildHost(simulation, "host", model, { processors });
  const system = platform.boot(simulation, host);
  const tenants = Object.entries(wanted).map(([name, { program, ...options }]) => {
    const tenant = system.tenant(name, options);
    return [name, { tenant, program: tenant.run(program) }] as const;
  });
  return { host, tenants: Object.fromEntries(tenants) };
}

/** Tenants of a world, and how many processors its host has. */
export interface WantedWorld {
  readonly wanted: Readonly<Record<string, WantedTenant>>;
  readonly processors: number;
}

/** A world that is ready to run. */
export function contractWorld(
  setting: ContractSetting,
  wanted: WantedWorld["wanted"],
  processors = 1,
): ContractWorld & { readonly simulation: Simulation } {
  const simulation = new Simulation({ seed: setting.seed });
  return { simulation, ...assembleContract(simulation, { ...setting, wanted, processors }) };
}

/** Processor time that a tenant has caused so far, whoever spent it. */
export function timeOf({ tenant }: { readonly tenant: Tenant }): Nanoseconds {
  return Object.values(tenant.time()).reduce((sum, time) => sum + time, 0);
}
