import type { Simulation } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { type HostModel, hostCatalogue } from "@crosstalk/hardware";
import type { RunningProgram, Tenant, TenantOptions } from "@crosstalk/platforms";
import type { TenantFile, WorldFile } from "../schema/world.ts";
import { compilePlatform } from "./compile-platform.ts";
import { compileProgram } from "./compile-program.ts";

/** A tenant with its programs by name. */
export interface PlacedTenant {
  readonly tenant: Tenant;
  readonly programs: Readonly<Record<string, RunningProgram>>;
}

/** What measures look at: by the name that the file has, its copies; none if there are to be none. */
export interface FileWorld {
  readonly simulation: Simulation;
  readonly tenants: Readonly<Record<string, readonly PlacedTenant[]>>;
}

/** A world that models would take, and that can't be what is meant. */
export class SenselessWorldError extends RangeError {
  /** Where in the file it is written. */
  readonly path: readonly string[];

  constructor(path: readonly string[], message: string) {
    super(message);
    this.path = path;
  }
}

/** Composes the world that a file describes: a host of path `host`, a platform on it, tenants in the order of the file. */
export function composeWorld({ simulation, host }: WorldBuilder, file: WorldFile): FileWorld {
  const { name, ...options } = typeof file.host === "string" ? { name: file.host } : file.host;
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const built = host("host", hostNamed(name), given);
  checkCaps(file.tenants, built.processors.length);
  const system = compilePlatform(file.platform).boot(simulation, built);
  const place = (tenantName: string, of: TenantFile): PlacedTenant => {
    const tenant = system.tenant(tenantName, entitlement(of));
    const programs = of.programs ?? { main: of.program ?? [] };
    const running = Object.entries(programs).map(([each, program]) => [each, tenant.run(compileProgram(program), each)] as const);
    return { tenant, programs: Object.fromEntries(running) };
  };
  const tenants = Object.entries(file.tenants).map(([tenantName, of]) => {
    if (of.copies === undefined) return [tenantName, [place(tenantName, of)]] as const;
    return [tenantName, Array.from({ length: of.copies }, (_, index) => place(`${tenantName}-${index + 1}`, of))] as const;
  });
  return { simulation, tenants: Object.fromEntries(tenants) };
}

function checkCaps(tenants: WorldFile["tenants"], most: number): void {
  for (const [tenant, { cap }] of Object.entries(tenants))
    if (cap !== undefined && cap > most)
      throw new SenselessWorldError(
        ["tenants", tenant, "cap"],
        `the cap is ${cap}; allowed is at most ${most}, the host's processors`,
      );
}

function hostNamed(name: string): HostModel {
  const found = hostCatalogue.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`there is no host ${name}`);
  return found;
}

function entitlement({ weight, cap, reservation, processors, memory }: TenantFile): TenantOptions {
  const options = { weight, cap, reservation, processors, pages: memory };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The tenants that `tenant` or `tenant/program` names, with their programs that it names. */
export function named(
  world: FileWorld,
  names: string | readonly string[],
): readonly { tenant: Tenant; programs: RunningProgram[] }[] {
  return [names].flat().flatMap((name) => {
    const [tenant = "", program] = name.split("/");
    return (world.tenants[tenant] ?? []).map((placed) => ({
      tenant: placed.tenant,
      programs: Object.entries(placed.programs).flatMap(([each, running]) =>
        program === undefined || each === program ? [running] : [],
      ),
    }));
  });
}
